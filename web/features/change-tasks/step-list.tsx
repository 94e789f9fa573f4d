import type { Step, Task } from '@interlock/contract/tasks.ts';
import { t } from '@lingui/core/macro';
import { Bot, SkipForward } from 'lucide-react';
import { Suspense, useState } from 'react';
import { cx } from '../../lib/browser/cx.ts';
import { IconButton } from '../../ui/buttons/icon-button.tsx';
import { RefusalNote } from '../../ui/feedback/refusal-note.tsx';
import { Person } from '../../ui/glyphs/person.tsx';
import { SkipLineDialog } from '../task-acts/index.ts';
import { minutesInWords } from '../tasks/index.ts';
import { useTicks } from './use-ticks.ts';

/** The lines of a task. Whoever may tick them does it here; others see what is done, by whom and when. */
export function StepList({ changeId, task, onTick }: { changeId: string; task: Task; onTick: () => void }) {
  const { tick, refusal } = useTicks(changeId);
  const ticks = task.may.includes('tick');
  const [skipped, setSkipped] = useState<Step>();
  if (task.steps.length === 0) return null;
  return (
    <>
      <RefusalNote refusal={refusal} />
      <ol className="flex flex-col">
        {task.steps.map((step, at) => (
          <li key={step.id} className="flex min-h-9 items-center gap-3 border-t border-line py-1 first:border-t-0">
            {ticks ? (
              <Tick
                step={step}
                place={at + 1}
                onTick={(to) => {
                  onTick();
                  tick({ task, stepId: step.id, step: to });
                }}
              />
            ) : (
              <Place step={step} place={at + 1} />
            )}
            <span
              className={cx('min-w-0 grow break-words text-sm', step.state === 'skipped' && 'text-fg-3 line-through')}
            >
              {step.text}
            </span>
            <Doer step={step} />
            <span className="w-14 shrink-0 text-right text-xs text-fg-2 tabular-nums">
              {step.minutes > 0 && minutesInWords(step.minutes)}
            </span>
            {ticks && step.state === 'open' && (
              <IconButton label={t`Skip line ${at + 1}`} onClick={() => setSkipped(step)}>
                <SkipForward size={14} aria-hidden="true" />
              </IconButton>
            )}
          </li>
        ))}
      </ol>
      <Suspense>
        {skipped && (
          <SkipLineDialog changeId={changeId} task={task} step={skipped} onClose={() => setSkipped(undefined)} />
        )}
      </Suspense>
    </>
  );
}

function Tick({ step, place, onTick }: { step: Step; place: number; onTick: (to: 'done' | 'open') => void }) {
  return (
    <input
      type="checkbox"
      aria-label={t`Line ${place}: ${step.text}`}
      checked={step.state !== 'open'}
      onChange={(event) => onTick(event.target.checked ? 'done' : 'open')}
      className="size-4.5 shrink-0 accent-accent"
    />
  );
}

function Place({ step, place }: { step: Step; place: number }) {
  const isDone = step.state === 'done';
  return (
    <span
      className={cx(
        'flex size-5.5 shrink-0 items-center justify-center rounded-full border text-2xs tabular-nums',
        isDone ? 'border-low text-low' : 'border-line-2 text-fg-2',
      )}
    >
      {isDone ? '✓' : place}
      {isDone && <span className="sr-only">{t`Done`}</span>}
    </span>
  );
}

function Doer({ step }: { step: Step }) {
  if (step.automatic) {
    return (
      <span className="flex shrink-0 items-center gap-1 text-xs text-fg-2">
        <Bot size={14} aria-hidden="true" />
        {t`Automatic`}
      </span>
    );
  }
  const who = step.by ?? step.owner;
  return who ? (
    <span className="max-w-32 shrink-0 text-xs text-fg-2 max-sm:hidden">
      <Person person={who} />
    </span>
  ) : null;
}
