import type { Round } from '@interlock/contract/approvals.ts';
import type { ChangeDetail } from '@interlock/contract/changes.ts';

/** The open round in which this person has still to decide. */
export function roundFor(change: Pick<ChangeDetail, 'rounds'>, personId: string): Round | undefined {
  return change.rounds.find(
    (round) => round.status === 'open' && round.asked.some(({ person, vote }) => person.id === personId && !vote),
  );
}

export const approvalsOf = (round: Round): number =>
  round.asked.filter(({ vote }) => vote?.decision === 'approve').length;
