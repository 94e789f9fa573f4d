import type { TaskRow } from '@interlock/contract/tasks.ts';
import { localAt } from '../../lib/formats/local-time.ts';

export const dues = ['overdue', 'today', 'next', 'waiting'] as const;
export type Due = (typeof dues)[number];

type Dated = Pick<TaskRow, 'state' | 'due' | 'plannedStart' | 'held'>;

/** When a task of mine wants me: what is late, what is for today by my clock, what can be done, and what is not its turn. */
export function dueOf(task: Dated, now: number, zone: string): Due {
  if (task.state === 'pending' || task.held !== null) return 'waiting';
  if (task.due !== null && Date.parse(task.due) < now) return 'overdue';
  const today = localAt(new Date(now).toISOString(), zone).slice(0, 10);
  const days = [task.due, task.plannedStart].flatMap((at) => (at ? [localAt(at, zone).slice(0, 10)] : []));
  return days.some((day) => day <= today) ? 'today' : 'next';
}

/** What is due soonest first; what has no time comes last. */
export const inOrderOfDue = <T extends Pick<TaskRow, 'due'>>(tasks: readonly T[]): T[] =>
  [...tasks].sort((one, other) => (one.due ?? '9').localeCompare(other.due ?? '9'));
