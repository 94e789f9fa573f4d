import type { TaskKind } from '@interlock/contract/models.ts';
import type { TaskStage, TaskState } from '@interlock/contract/tasks.ts';
import { t } from '@lingui/core/macro';

export const taskKindWord: Record<TaskKind, () => string> = {
  planning: () => t`Planning`,
  build: () => t`Build`,
  test: () => t`Test`,
  implementation: () => t`Implementation`,
  verification: () => t`Verification`,
  backout: () => t`Backout`,
  review: () => t`Review`,
};

export const taskStateWord: Record<TaskState, () => string> = {
  pending: () => t`Waits`,
  open: () => t`Open`,
  in_progress: () => t`In progress`,
  done: () => t`Done`,
  failed: () => t`Failed`,
  skipped: () => t`Skipped`,
  cancelled: () => t`Cancelled`,
};

export const stageWord: Record<TaskStage, () => string> = {
  planning: () => t`Planning`,
  build: () => t`Build and test`,
  work: () => t`The work`,
  backout: () => t`Backout`,
  review: () => t`Review`,
};

/** 1 h 25 min; nothing said is a dash. */
export function minutesInWords(minutes: number): string {
  if (minutes === 0) return '–';
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60;
  if (hours === 0) return t`${rest} min`;
  return rest === 0 ? t`${hours} h` : t`${hours} h ${rest} min`;
}
