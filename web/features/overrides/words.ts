import type { Enforcement } from '@interlock/contract/models.ts';
import { t } from '@lingui/core/macro';

export const degreeWord: Record<Enforcement, () => string> = {
  inform: () => t`Only said`,
  justify: () => t`With a reason`,
  extra_approver: () => t`Let pass by somebody else`,
  block: () => t`Blocks`,
};

const guards: Record<string, () => string> = {
  window_open: () => t`Window open`,
  tasks_done: () => t`Tasks done`,
  test_evidence: () => t`Test evidence`,
  backout_ready: () => t`Backout ready`,
  review_done: () => t`Review done`,
  plan_fits_window: () => t`Plan fits the window`,
};

/** A guard by the name that people know; one that a model wrote itself is counted among its conditions. */
export function guardWord(guard: string): string {
  const place = /^condition_(\d+)$/.exec(guard)?.[1];
  if (place) return t`Condition ${place}`;
  return guards[guard]?.() ?? guard.replaceAll('_', ' ');
}
