import { t } from '@lingui/core/macro';
import { lazy, Suspense } from 'react';
import { TaskGlyph, useChangeTasks } from '../tasks/index.ts';
import { Linked } from './linked.tsx';

const FileList = lazy(() => import('../files/index.ts').then(({ FileList }) => ({ default: FileList })));

/** What was built and what the tests have shown, in a few lines. */
export function Evidence({ changeId }: { changeId: string }) {
  const tasks = useChangeTasks(changeId);
  const shown = (tasks.data?.tasks ?? []).filter(
    ({ kind, state }) => (kind === 'build' || kind === 'test') && state !== 'cancelled',
  );
  if (tasks.isPending) return null;
  if (shown.length === 0) return <p className="text-sm text-fg-2">{t`No task says so.`}</p>;
  return (
    <ul className="flex flex-col gap-1.5 text-sm">
      {shown.map((task) => (
        <li key={task.id} className="flex gap-2">
          <span className="mt-0.5">
            <TaskGlyph state={task.state} named />
          </span>
          <span className="min-w-0 break-words">
            <span className="font-mono text-xs text-fg-3">{task.number}</span> {task.title}
            {task.kind === 'test' && (
              <span className="block text-xs text-fg-2">
                {task.evidence && <Linked text={task.evidence} />}
                {!task.evidence && task.files.items.length === 0 && t`Shows no evidence.`}
              </span>
            )}
            {task.files.items.length > 0 && (
              <Suspense>
                <FileList items={task.files.items} />
              </Suspense>
            )}
          </span>
        </li>
      ))}
    </ul>
  );
}
