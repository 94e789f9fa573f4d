import type { TaskState } from '@interlock/contract/tasks.ts';
import { t } from '@lingui/core/macro';
import { Ban, Circle, CircleCheck, CircleDashed, CircleDot, CircleX, SkipForward } from 'lucide-react';
import { cx } from '../../lib/browser/cx.ts';
import { taskStateWord } from './words.ts';

const signs: Record<TaskState, readonly [typeof Circle, string]> = {
  pending: [CircleDashed, 'text-fg-3'],
  open: [Circle, 'text-assess'],
  in_progress: [CircleDot, 'text-implement'],
  done: [CircleCheck, 'text-low'],
  failed: [CircleX, 'text-crit'],
  skipped: [SkipForward, 'text-fg-2'],
  cancelled: [Ban, 'text-fg-3'],
};

/** How a task stands, by shape and colour and never by colour alone. */
export function TaskGlyph({ state, named = false }: { state: TaskState; named?: boolean }) {
  const [Sign, ink] = signs[state];
  return (
    <>
      <Sign size={16} strokeWidth={2.25} className={cx('shrink-0', ink)} aria-hidden="true" />
      {named && <span className="sr-only">{taskStateWord[state]()}</span>}
    </>
  );
}

export function TaskStateBadge({ state, held = null }: { state: TaskState; held?: string | null }) {
  return (
    <span className="inline-flex items-center gap-1.5 text-xs font-medium whitespace-nowrap text-fg-2">
      <TaskGlyph state={state} />
      {taskStateWord[state]()}
      {held !== null && <OnHold reason={held} />}
    </span>
  );
}

function OnHold({ reason }: { reason: string }) {
  return (
    <span title={reason} className="rounded-sm bg-med-bg px-1.5 text-med">
      {t`on hold`}
    </span>
  );
}
