import type { Round } from '@interlock/contract/approvals.ts';
import type { ChangeDetail } from '@interlock/contract/changes.ts';

/** The round in which the one who looks may still decide, as the server says; the one that is named, where it is among them. */
export function roundFor({ rounds }: Pick<ChangeDetail, 'rounds'>, roundId?: string | null): Round | undefined {
  const mine = rounds.filter(({ mayDecide }) => mayDecide);
  return mine.find(({ id }) => id === roundId) ?? mine.at(-1);
}

/** What a vote names: the content that is on the screen, the round, and whose seat it fills. */
export const ballotOf = ({ id, version }: Pick<ChangeDetail, 'id' | 'version'>, round: Round) => ({
  changeId: id,
  version,
  roundId: round.id,
  ...(round.decidesFor && { forPersonId: round.decidesFor.id }),
});

export const approvalsOf = (round: Round): number =>
  round.asked.filter(({ vote }) => vote?.decision === 'approve').length;

const standing: readonly Round['status'][] = ['open', 'stuck', 'approved', 'skipped'];

/**
 * The rounds that count now, by their order: those that ask or stand, and the last askings of the state that asked last. The
 * others are history, newest first.
 */
export function presentRounds(rounds: readonly Round[]): { present: Round[]; earlier: Round[] } {
  const lastState = rounds[0]?.state;
  const present = rounds.filter(
    (round, at) =>
      rounds.findIndex(({ state, key }) => state === round.state && key === round.key) === at &&
      (round.state === lastState || standing.includes(round.status)),
  );
  return {
    present: present.reverse().toSorted((one, other) => one.order - other.order),
    earlier: rounds.filter((round) => !present.includes(round)),
  };
}

/**
 * How many yes a state has of those it takes, over all its rounds that count and were opened, as long as one of them still asks:
 * `1/2`. Advice takes none.
 */
export function countedOf(rounds: readonly Round[], state: string): string | undefined {
  const counting = presentRounds(rounds).present.filter(
    (round) =>
      round.state === state &&
      !round.advisory &&
      !round.imported &&
      ['open', 'stuck', 'approved'].includes(round.status),
  );
  if (!counting.some(({ status }) => status === 'open')) return undefined;
  const sum = (of: (round: Round) => number) => counting.reduce((total, round) => total + of(round), 0);
  return `${sum(approvalsOf)}/${sum(({ needed }) => needed)}`;
}
