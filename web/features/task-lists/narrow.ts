import { type TaskKind, taskKinds } from '@interlock/contract/models.ts';
import { type TaskState, taskStates } from '@interlock/contract/tasks.ts';
import type { TasksSearch } from './search.ts';

const known = <T extends string>(all: readonly T[], joined: string | undefined): T[] => {
  const values = joined?.split(',') ?? [];
  return all.filter((one) => values.includes(one));
};

export const statesIn = ({ state }: TasksSearch): TaskState[] => known(taskStates, state);
export const kindsIn = ({ kind }: TasksSearch): TaskKind[] => known(taskKinds, kind);
