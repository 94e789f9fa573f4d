import { listChangeTasksRoute, type Task } from '@interlock/contract/tasks.ts';
import { useRef } from 'react';
import { queryClient, reads } from '../../lib/calls/query.ts';
import { useTaskAct } from '../tasks/index.ts';

type Tick = { task: Task; stepId: string; step: 'done' | 'open' };

/** Ticks of the lines of tasks. One that is made while another is on its way goes out after it, of the task as that left it. */
export function useTicks(changeId: string) {
  const act = useTaskAct(changeId);
  const last = useRef<Promise<unknown>>(Promise.resolve());
  const { queryKey } = reads(listChangeTasksRoute, { changeId });
  const asItStands = (task: Task) => queryClient.getQueryData(queryKey)?.tasks.find(({ id }) => id === task.id) ?? task;
  return {
    refusal: act.refusal,
    tick({ task, ...said }: Tick) {
      last.current = last.current.then(() => act.run({ act: 'tick', task: asItStands(task), ...said }));
    },
  };
}
