import { stageOf } from '@interlock/contract/tasks.ts';
import { type No, no } from '../../platform/refusal.ts';
import { inOrder, type Task } from './task.rules.ts';

/** A line as it is written: one that is there already brings its id. */
export type Line = {
  id?: string | undefined;
  text: string;
  minutes: number;
  automatic: boolean;
  ownerId: string | null;
};

/** What somebody writes on a task; what is left out stays as it is. */
export type TaskEdit = {
  title?: string | undefined;
  description?: string | undefined;
  level?: number | undefined;
  /** Its place among the peers of its level, from 0. */
  place?: number | undefined;
  ownerId?: string | null | undefined;
  groupId?: string | null | undefined;
  plannedStart?: Date | null | undefined;
  plannedEnd?: Date | null | undefined;
  lines?: readonly Line[] | undefined;
};

/** Everybody who is given work by it, with where that is said. */
export const peopleIn = ({ ownerId, lines = [] }: Pick<TaskEdit, 'ownerId' | 'lines'>) => [
  ...(ownerId ? [{ path: 'ownerId', id: ownerId }] : []),
  ...lines.flatMap(({ ownerId: id }, at) => (id ? [{ path: `steps.${at}.ownerId`, id }] : [])),
];

export function whyNotTimed({
  plannedStart,
  plannedEnd,
}: Pick<TaskEdit, 'plannedStart' | 'plannedEnd'>): No | undefined {
  if (!plannedStart || !plannedEnd || plannedEnd > plannedStart) return undefined;
  return no('invalid', 'It ends before it begins.', {
    errors: [{ path: 'plannedEnd', message: 'the end must come after the start' }],
  });
}

/** What somebody has ticked stays on record. */
export function whyNotLines({ steps }: Pick<Task, 'steps'>, lines: readonly Line[]): No | undefined {
  const named = lines.flatMap(({ id }) => (id === undefined ? [] : [id]));
  const strange = lines.findIndex(
    ({ id }, at) =>
      id !== undefined &&
      (!steps.some((step) => step.id === id) || (named.indexOf(id) < named.lastIndexOf(id) && at > 0)),
  );
  if (strange >= 0) {
    return no('invalid', 'A line names a step that is not here, or one twice.', {
      errors: [{ path: `steps.${strange}.id`, message: 'no such step' }],
    });
  }
  const lost = steps.find(({ id, state }) => state !== 'open' && !named.includes(id));
  if (!lost) return undefined;
  return no('invalid', `“${lost.text}” was ${lost.state === 'done' ? 'done' : 'skipped'} already.`, {
    errors: [{ path: 'steps', message: 'what was ticked stays' }],
  });
}

/** The tasks of one level in their order, with this one at its new place: the last, where none is given. */
export function orderWith(task: Task, all: readonly Task[], level: number, place: number | undefined): Task[] {
  const peers = inOrder(
    all.filter((one) => one.id !== task.id && stageOf[one.kind] === stageOf[task.kind] && one.level === level),
  );
  return peers.toSpliced(place ?? peers.length, 0, task);
}

const sameTime = (one: Date | null, other: Date | null) => one?.getTime() === other?.getTime();

const said = (line: Line | Task['steps'][number]) => [
  line.id,
  line.text,
  line.minutes,
  line.automatic,
  'ownerId' in line ? line.ownerId : (line.owner?.id ?? null),
];

/** The fields that an edit makes another than they were. */
export function alteredBy(task: Task, all: readonly Task[], edit: TaskEdit): string[] {
  const { title, description, level = task.level, place, ownerId, groupId, plannedStart, plannedEnd, lines } = edit;
  const moves = level === task.level && place !== undefined;
  const differs: Record<string, boolean> = {
    title: title !== undefined && title !== task.title,
    description: description !== undefined && description !== task.description,
    level: level !== task.level,
    place: moves && orderWith(task, all, level, place).indexOf(task) !== placeOf(task, all),
    ownerId: ownerId !== undefined && ownerId !== (task.owner?.id ?? null),
    groupId: groupId !== undefined && groupId !== (task.group?.id ?? null),
    plannedStart: plannedStart !== undefined && !sameTime(plannedStart, task.plannedStart),
    plannedEnd: plannedEnd !== undefined && !sameTime(plannedEnd, task.plannedEnd),
    steps: lines !== undefined && JSON.stringify(lines.map(said)) !== JSON.stringify(task.steps.map(said)),
  };
  return Object.keys(differs).filter((field) => differs[field]);
}

const placeOf = (task: Task, all: readonly Task[]): number =>
  inOrder(all.filter((one) => stageOf[one.kind] === stageOf[task.kind] && one.level === task.level)).findIndex(
    ({ id }) => id === task.id,
  );
