import type { TaskKind } from '@interlock/contract/models.ts';
import { type ChangeTasks, stageOf, type Task, taskStages } from '@interlock/contract/tasks.ts';
import { t } from '@lingui/core/macro';
import { Plus } from 'lucide-react';
import { type ReactNode, Suspense, useState } from 'react';
import { Button } from '../../ui/buttons/button.tsx';
import { Card } from '../../ui/layout/card.tsx';
import { TaskDialog } from '../task-acts/index.ts';
import { stageWord } from '../tasks/index.ts';
import { TaskCard } from './task-card.tsx';

type Props = {
  title: string;
  change: { id: string; version: number };
  tasks: ChangeTasks;
  kinds: readonly TaskKind[];
  /** What stands above the tasks. */
  head?: ReactNode;
  empty: string;
};

/** The tasks of some kinds in the order of the work: stage by stage, level by level, peers side by side in one band. */
export function TaskListCard({ title, change, tasks, kinds, head, empty }: Props) {
  const [adding, setAdding] = useState(false);
  const addable = kinds.filter((kind) => tasks.mayAdd.includes(kind));
  const shown = tasks.tasks.filter(({ kind }) => kinds.includes(kind));
  const stages = taskStages.filter((stage) => shown.some(({ kind }) => stageOf[kind] === stage));
  return (
    <Card
      flush
      title={title}
      aside={
        addable.length > 0 && (
          <Button kind="quiet" onClick={() => setAdding(true)}>
            <Plus size={14} aria-hidden="true" />
            {t`Add a task`}
          </Button>
        )
      }
    >
      {head}
      {shown.length === 0 && <p className="px-4 py-6 text-center text-sm text-fg-2">{empty}</p>}
      {stages.map((stage) => (
        <Stage
          key={stage}
          name={stages.length > 1 ? stageWord[stage]() : undefined}
          changeId={change.id}
          tasks={shown.filter(({ kind }) => stageOf[kind] === stage)}
        />
      ))}
      <Suspense>
        {adding && (
          <TaskDialog
            changeId={change.id}
            adds={{ kinds: addable, version: change.version, tasks: shown }}
            onClose={() => setAdding(false)}
          />
        )}
      </Suspense>
    </Card>
  );
}

function Stage({ name, changeId, tasks }: { name: string | undefined; changeId: string; tasks: readonly Task[] }) {
  const levels = [...new Set(tasks.map(({ level }) => level))].sort((one, other) => one - other);
  const kindShown = new Set(tasks.map(({ kind }) => kind)).size > 1;
  return (
    <section className="border-t border-line first:border-t-0">
      {name && <h3 className="bg-sunken px-4 py-1.5 text-xs font-medium text-fg-2">{name}</h3>}
      {levels.map((level, at) => {
        const peers = tasks.filter((task) => task.level === level);
        const place = at + 1;
        return (
          <div key={level} className="flex border-t border-line first:border-t-0">
            {levels.length > 1 && (
              <div className="flex w-9 shrink-0 flex-col items-center border-r border-line bg-sunken pt-3.5 text-xs font-medium text-fg-2 tabular-nums">
                <span className="sr-only">{t`Level`} </span>
                {place}
              </div>
            )}
            <div className="min-w-0 grow divide-y divide-line">
              {peers.map((task) => (
                <TaskCard key={task.id} changeId={changeId} task={task} kindShown={kindShown} />
              ))}
            </div>
          </div>
        );
      })}
    </section>
  );
}
