import type { ChangeDetail } from '@interlock/contract/changes.ts';

export type Asking = Pick<ChangeDetail, 'rounds'>;

/** Whom the rounds ask that an edit has opened, each once. */
export function askedBySaving(before: Asking, saved: Asking): string[] {
  const known = new Set(before.rounds.map(({ id }) => id));
  const opened = saved.rounds.filter(({ id, status }) => status === 'open' && !known.has(id));
  return [...new Set(opened.flatMap(({ asked }) => asked.map(({ person }) => person.name)))];
}
