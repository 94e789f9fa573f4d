import type { Run, RunTask } from '@interlock/contract/change-runs.ts';
import { t } from '@lingui/core/macro';
import { Check, CircleX, Minus } from 'lucide-react';
import { cx } from '../../lib/browser/cx.ts';
import { formatTime } from '../../lib/formats/format.ts';
import { useViewer } from '../../lib/session/viewer.ts';
import { Card } from '../../ui/layout/card.tsx';
import { minutesInWords, taskKindWord, taskStateWord } from '../tasks/index.ts';
import { partOf, progressOf } from './turns.ts';
import { WrittenPlans } from './written-plans.tsx';

type Props = { run: Run; backingOut: boolean; current: string | undefined; onChoose: (taskId: string) => void };

/** All lines of the run with how far it is; a task whose turn it is comes to the front by a press. */
export function RunPlan({ run, backingOut, current, onChoose }: Props) {
  const work = partOf(run, false);
  const back = partOf(run, true);
  const { done, all } = progressOf(backingOut ? back : work);
  return (
    <Card
      title={t`The plan`}
      aside={all > 0 && <span className="text-xs text-fg-2 tabular-nums">{t`${done} of ${all} done`}</span>}
      flush
    >
      {run.tasks.length === 0 && <WrittenPlans number={run.change.number} />}
      <ol>
        {(backingOut ? [...back, ...work] : [...work, ...back]).map((task) => (
          <One key={task.id} task={task} isCurrent={task.id === current} onChoose={onChoose} />
        ))}
      </ol>
    </Card>
  );
}

type OneProps = { task: RunTask; isCurrent: boolean; onChoose: (taskId: string) => void };

function One({ task, isCurrent, onChoose }: OneProps) {
  const viewer = useViewer();
  const turn = task.state === 'open' || task.state === 'in_progress' || task.state === 'failed';
  const time = (at: string) => formatTime(at, viewer);
  const span = task.startedAt && `${time(task.startedAt)}${task.endedAt ? ` – ${time(task.endedAt)}` : ''}`;
  const name = (
    <>
      <span className="block truncate text-sm font-medium">{task.title}</span>
      <span className="block text-xs text-fg-2 tabular-nums">
        {taskKindWord[task.kind]()} · {taskStateWord[task.state]()}
        {span ? ` · ${span}` : task.minutes > 0 ? ` · ${minutesInWords(task.minutes)}` : ''}
      </span>
    </>
  );
  return (
    <li className={cx('border-t border-line first:border-t-0', isCurrent && 'bg-accent-bg')}>
      {turn ? (
        <button
          type="button"
          aria-current={isCurrent ? 'step' : undefined}
          onClick={() => onChoose(task.id)}
          className="w-full px-4 py-2.5 text-left hover:bg-hover"
        >
          {name}
        </button>
      ) : (
        <div className="px-4 py-2.5">{name}</div>
      )}
      {task.steps.length > 0 && task.state !== 'cancelled' && (
        <ol className="pb-2">
          {task.steps.map((step) => (
            <li key={step.id} className="flex items-start gap-2 px-4 py-0.5 text-xs">
              <Sign state={step.state} />
              <span className={cx('min-w-0 grow break-words', step.state === 'skipped' && 'text-fg-3 line-through')}>
                {step.text}
              </span>
              <span className="shrink-0 text-fg-2 tabular-nums">
                {step.at ? time(step.at) : step.minutes > 0 && minutesInWords(step.minutes)}
              </span>
            </li>
          ))}
        </ol>
      )}
      {task.state === 'failed' && (
        <p className="flex items-center gap-2 px-4 pb-2 text-xs text-crit">
          <CircleX size={12} aria-hidden="true" />
          {task.words}
        </p>
      )}
    </li>
  );
}

function Sign({ state }: { state: 'open' | 'done' | 'skipped' }) {
  if (state === 'done') {
    return (
      <span className="mt-0.5 text-low">
        <Check size={12} aria-hidden="true" />
        <span className="sr-only">{t`Done`}</span>
      </span>
    );
  }
  if (state === 'skipped') {
    return (
      <span className="mt-0.5 text-fg-3">
        <Minus size={12} aria-hidden="true" />
        <span className="sr-only">{t`Skipped`}</span>
      </span>
    );
  }
  return <span aria-hidden="true" className="mt-1 size-2 shrink-0 rounded-full border border-line-2" />;
}
