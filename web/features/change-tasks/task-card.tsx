import type { Task } from '@interlock/contract/tasks.ts';
import { t } from '@lingui/core/macro';
import { lazy, type ReactNode, Suspense, useState } from 'react';
import { cx } from '../../lib/browser/cx.ts';
import { Person } from '../../ui/glyphs/person.tsx';
import { Prose } from '../../ui/markdown/prose.tsx';
import { At } from '../../ui/values/time.tsx';
import { FinishButton, mayEnd, TaskActs } from '../task-acts/index.ts';
import { minutesInWords, TaskStateBadge, taskKindWord } from '../tasks/index.ts';
import { Linked } from './linked.tsx';
import { StepList } from './step-list.tsx';

const TaskFiles = lazy(() => import('../files/index.ts').then(({ TaskFiles }) => ({ default: TaskFiles })));

type Props = { changeId: string; task: Task; kindShown?: boolean };

/** A task with its lines, how it stands and what can be done with it. */
export function TaskCard({ changeId, task, kindShown = false }: Props) {
  const isOver = task.state === 'cancelled' || task.state === 'skipped';
  const [ticked, setTicked] = useState(false);
  const endsHere = ticked && mayEnd(task) && task.steps.every(({ state }) => state !== 'open');
  return (
    <article aria-label={`${task.number} ${task.title}`} className="flex flex-col gap-1.5 px-4 py-3">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1.5">
        <div className="min-w-0 grow">
          <div className="flex flex-wrap items-center gap-x-2 gap-y-0.5">
            <span className="font-mono text-xs text-fg-3">{task.number}</span>
            {kindShown && <span className="text-xs text-fg-2">{taskKindWord[task.kind]()}</span>}
            <TaskStateBadge state={task.state} held={task.held} />
          </div>
          <h3 className={cx('text-sm font-semibold break-words', isOver && 'text-fg-3 line-through')}>{task.title}</h3>
        </div>
        <span className="text-xs text-fg-2">
          {task.owner ? <Person person={task.owner} /> : (task.group?.name ?? t`Nobody yet`)}
        </span>
        {task.minutes > 0 && <span className="text-xs text-fg-2 tabular-nums">{minutesInWords(task.minutes)}</span>}
        <TaskActs changeId={changeId} task={task} quiet endable={!endsHere} />
      </div>
      {task.waitsBecause && <Aside>{task.waitsBecause}</Aside>}
      {task.held && <Aside>{t`On hold: ${task.held}`}</Aside>}
      {task.words && <Aside>{task.words}</Aside>}
      {task.plannedStart && (
        <Aside>
          {t`Planned`} <At at={task.plannedStart} />
          {task.plannedEnd && (
            <>
              {' – '}
              <At at={task.plannedEnd} />
            </>
          )}
        </Aside>
      )}
      {task.description.html && <Prose html={task.description.html} />}
      {task.evidence && (
        <Aside strong={t`Evidence`}>
          <Linked text={task.evidence} />
        </Aside>
      )}
      {(task.files.mayAdd || task.files.items.length > 0) && (
        <Suspense>
          <TaskFiles task={task} />
        </Suspense>
      )}
      {task.findings && <Aside strong={t`Findings`}>{task.findings}</Aside>}
      <StepList changeId={changeId} task={task} onTick={() => setTicked(true)} />
      {endsHere && (
        <div className="flex flex-wrap justify-end gap-2">
          <FinishButton changeId={changeId} task={task} here />
        </div>
      )}
    </article>
  );
}

function Aside({ strong, children }: { strong?: string; children: ReactNode }) {
  return (
    <p className="text-xs break-words whitespace-pre-line text-fg-2">
      {strong && <span className="font-medium text-fg">{strong}: </span>}
      {children}
    </p>
  );
}
