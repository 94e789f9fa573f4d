import type { Round } from '@interlock/contract/approvals.ts';
import type { ChangeDetail } from '@interlock/contract/changes.ts';

/** The round in which the one who looks may still decide, as the server says. */
export const roundFor = ({ rounds }: Pick<ChangeDetail, 'rounds'>): Round | undefined =>
  rounds.find(({ mayDecide }) => mayDecide);

export const approvalsOf = (round: Round): number =>
  round.asked.filter(({ vote }) => vote?.decision === 'approve').length;
