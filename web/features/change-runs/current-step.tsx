import type { Run, RunTask } from '@interlock/contract/change-runs.ts';
import type { Step } from '@interlock/contract/tasks.ts';
import { t } from '@lingui/core/macro';
import { Bot, Check, CircleX, Play, SkipForward } from 'lucide-react';
import { Suspense, useState } from 'react';
import { useKeys } from '../../lib/browser/keys.ts';
import { useMe } from '../../lib/session/session.ts';
import { Button } from '../../ui/buttons/button.tsx';
import { RefusalNote } from '../../ui/feedback/refusal-note.tsx';
import { Badge } from '../../ui/glyphs/badge.tsx';
import { Person } from '../../ui/glyphs/person.tsx';
import { SkipLineDialog, TaskWordsDialog } from '../task-acts/index.ts';
import { minutesInWords, taskKindWord, useTaskAct } from '../tasks/index.ts';
import { lineOf } from './turns.ts';

type Props = {
  run: Run;
  task: RunTask;
  lost: boolean;
  /** Whether something weightier has the page's one dark button. */
  quiet: boolean;
  lookAgain: () => void;
};

/** The one thing that is done now, in large letters, and what can become of it. */
export function CurrentStep({ run, task, lost, quiet, lookAgain }: Props) {
  const me = useMe();
  const [asking, setAsking] = useState<'fail' | 'skip' | Step>();
  const act = useTaskAct(run.change.id, lookAgain);
  const line = lineOf(task);
  const next = nextOf(task, line?.step);
  const go = next && !lost ? () => void act.run(next.act).then(lookAgain) : undefined;
  useKeys({ d: go });
  const close = () => {
    setAsking(undefined);
    lookAgain();
  };
  const { number } = task;
  const waits = task.held ?? (next ? undefined : whose(task));
  return (
    <section
      aria-label={t`What is done now`}
      className="flex flex-col gap-4 rounded-lg border border-line bg-surface p-5 shadow-card sm:p-6"
    >
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1 text-sm text-fg-2">
        <Badge tone={task.kind === 'backout' ? 'crit' : 'accent'}>{taskKindWord[task.kind]()}</Badge>
        <span>
          <span className="font-mono text-xs">{number}</span> {task.title}
        </span>
        {task.state === 'failed' && <Badge tone="crit">{t`Failed`}</Badge>}
        <span className="ml-auto">
          <Person person={task.owner ?? (task.group && { ...task.group, active: true })} none={t`Nobody yet`} />
        </span>
      </div>
      <div>
        {line && <p className="text-xs text-fg-2 tabular-nums">{t`Step ${line.place} of ${line.of}`}</p>}
        <h2 className="mt-0.5 text-2xl leading-8 font-semibold break-words">{line?.step.text ?? task.title}</h2>
        <p className="mt-1.5 flex flex-wrap gap-x-3 text-sm text-fg-2">
          {line && line.step.minutes > 0 && <span>{t`${minutesInWords(line.step.minutes)} planned`}</span>}
          {line?.step.automatic && (
            <span className="flex items-center gap-1">
              <Bot size={14} aria-hidden="true" />
              {t`done by a machine`}
            </span>
          )}
          {line?.step.owner && <span>{line.step.owner.name}</span>}
        </p>
        {task.words && <p className="mt-2 text-sm break-words text-crit">{task.words}</p>}
      </div>
      {waits && <p className="text-sm text-fg-2">{waits}</p>}
      <RefusalNote refusal={act.refusal} />
      {task.may.length > 0 && (
        <div className="flex flex-wrap gap-2">
          {next && (
            <Button
              kind={quiet || task.owner?.id !== me.person.id ? 'plain' : 'primary'}
              letter="D"
              busy={act.busy}
              className="min-h-11 px-6 text-base"
              onClick={go}
            >
              {next.icon}
              {next.label}
            </Button>
          )}
          {line && task.may.includes('tick') && task.state === 'in_progress' && (
            <Button className="min-h-11" onClick={() => setAsking(line.step)}>
              <SkipForward size={14} aria-hidden="true" />
              {t`Skip the step`}
            </Button>
          )}
          {task.may.includes('skip') && (!line || task.state !== 'in_progress') && (
            <Button className="min-h-11" onClick={() => setAsking('skip')}>
              <SkipForward size={14} aria-hidden="true" />
              {t`Skip ${number}`}
            </Button>
          )}
          {task.may.includes('fail') && task.state === 'in_progress' && (
            <Button kind="quiet" className="min-h-11" onClick={() => setAsking('fail')}>
              <CircleX size={14} aria-hidden="true" />
              {t`It failed`}
            </Button>
          )}
        </div>
      )}
      <Suspense>
        {typeof asking === 'object' && (
          <SkipLineDialog changeId={run.change.id} task={task} step={asking} onClose={close} />
        )}
        {typeof asking === 'string' && (
          <TaskWordsDialog changeId={run.change.id} task={task} act={asking} onClose={close} />
        )}
      </Suspense>
    </section>
  );
}

const icon = (Sign: typeof Check) => <Sign size={16} aria-hidden="true" />;

/** What comes next by one press: begin, tick the line, or end the task once no line is open. */
function nextOf(task: RunTask, step: Step | undefined) {
  const { number } = task;
  if (task.held !== null) return undefined;
  if (task.state !== 'in_progress') {
    const again = task.state === 'failed';
    return task.may.includes('start')
      ? {
          label: again ? t`Try ${number} again` : t`Start ${number}`,
          icon: icon(Play),
          act: { act: 'start' as const, task },
        }
      : undefined;
  }
  if (step) {
    const act = { act: 'tick' as const, task, stepId: step.id, step: 'done' as const };
    return task.may.includes('tick') ? { label: t`Done`, icon: icon(Check), act } : undefined;
  }
  return task.may.includes('finish')
    ? { label: t`Finish ${number}`, icon: icon(Check), act: { act: 'finish' as const, task } }
    : undefined;
}

/** Whoever it is given to, or else who is at it. */
function whose({ owner, group, state, steps }: RunTask): string {
  const name = owner?.name ?? group?.name ?? steps.findLast(({ by }) => by !== null)?.by?.name;
  if (name) return t`${name} does this.`;
  return state === 'in_progress' ? t`Somebody is at it; nobody is named for it.` : t`Nobody has it yet.`;
}
