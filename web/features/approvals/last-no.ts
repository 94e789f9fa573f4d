import type { ChangeDetail } from '@interlock/contract/changes.ts';

type No = { name: string; words: string };

/** The no that brought a change to where it stands: who said it last, and why. Once it has gone on, that is history. */
export function lastNo({ rounds, steps, state }: Pick<ChangeDetail, 'rounds' | 'steps' | 'state'>): No | undefined {
  const since = steps.find(({ current }) => current)?.enteredAt;
  const round = rounds.find(
    ({ status, advisory, closedAt, state: asks }) =>
      status === 'rejected' && !advisory && closedAt && since && closedAt >= since && asks !== state.key,
  );
  const noes =
    round?.asked.flatMap(({ person, vote }) => (vote?.decision === 'reject' ? [{ person, vote }] : [])) ?? [];
  const last = noes.toSorted((one, other) => one.vote.at.localeCompare(other.vote.at)).at(-1);
  return last && { name: last.vote.by?.name ?? last.person.name, words: last.vote.comment };
}
