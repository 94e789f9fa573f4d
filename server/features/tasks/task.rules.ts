import type { TaskKind } from '@interlock/contract/models.ts';
import { isKindOfPlan, stageOf, type TaskStage, type TaskState, taskStages } from '@interlock/contract/tasks.ts';

type Named = { id: string; name: string };
type Person = Named & { active: boolean };

export type StepLine = {
  id: string;
  text: string;
  minutes: number;
  automatic: boolean;
  owner: Person | null;
  state: 'open' | 'done' | 'skipped';
  at: Date | null;
  by: Person | null;
};

/** The places on a subject that can own a task. */
export const places = ['requester', 'coordinator', 'change_manager', 'assignee'] as const;
export type TaskPlace = (typeof places)[number];

export type Task = {
  id: string;
  number: string;
  subject: string;
  kind: TaskKind;
  title: string;
  description: string;
  level: number;
  position: number;
  owner: Person | null;
  group: Named | null;
  ownerPlace: TaskPlace | null;
  state: TaskState;
  plannedStart: Date | null;
  plannedEnd: Date | null;
  evidence: string;
  findings: string;
  words: string;
  /** Why it rests by itself; what the whole subject rests for is the subject's. */
  held: string | null;
  createdFrom: 'model' | 'template' | 'hand';
  /** Its lines are still as the model or the template gave them. */
  asGiven: boolean;
  /** Whoever owns it took it from its group by beginning it: nobody named them. */
  taken: boolean;
  /** It joined when the plan was fixed already: it is work, and no line of what was decided on. */
  late: boolean;
  openedAt: Date | null;
  startedAt: Date | null;
  endedAt: Date | null;
  closedBy: Person | null;
  /** When anything of it was saved last. */
  updatedAt: Date;
  steps: StepLine[];
  version: number;
};

/** Whether its lines are of the plan that is decided on. */
export const isOfPlan = ({ kind, late }: Pick<Task, 'kind' | 'late'>): boolean => isKindOfPlan(kind) && !late;

/** Done with for good: what comes after it may go on. A failure is over too, but lets nothing go on. */
export const isReleased = ({ state }: Pick<Task, 'state'>): boolean =>
  state === 'done' || state === 'skipped' || state === 'cancelled';
export const isLive = (task: Pick<Task, 'state'>): boolean => !isReleased(task);
export const hasBegun = ({ state }: Pick<Task, 'state'>): boolean =>
  state === 'in_progress' || state === 'done' || state === 'failed';

const place = (task: Pick<Task, 'kind' | 'level' | 'position'>) =>
  taskStages.indexOf(stageOf[task.kind]) * 1e9 + task.level * 1e6 + task.position;

/** In the order of the work: stage, level, place among peers. */
export const inOrder = <T extends Pick<Task, 'kind' | 'level' | 'position'>>(tasks: readonly T[]): T[] =>
  [...tasks].sort((one, other) => place(one) - place(other));

type Standing = Pick<Task, 'id' | 'kind' | 'level' | 'state'>;

/** What has to be over before this task's turn: every task of an earlier level of its stage that is not. */
export const waitsFor = <T extends Standing>(task: Standing, all: readonly T[]): T[] =>
  all.filter((one) => stageOf[one.kind] === stageOf[task.kind] && one.level < task.level && isLive(one));

/**
 * The tasks whose turn has come, or has gone again, with the state that follows. A stage that the subject has not reached opens
 * nothing; what somebody has begun stays begun.
 */
export function turnsOf(all: readonly Standing[], reached: ReadonlySet<TaskStage>): { id: string; state: TaskState }[] {
  return all.flatMap((task) => {
    if (task.state !== 'pending' && task.state !== 'open') return [];
    const isTheirTurn = reached.has(stageOf[task.kind]) && waitsFor(task, all).length === 0;
    const state = isTheirTurn ? 'open' : 'pending';
    return state === task.state ? [] : [{ id: task.id, state }];
  });
}

/** Whether this level's time is past: something after it in its stage has begun. */
export const isPassed = (kind: TaskKind, level: number, others: readonly Standing[]): boolean =>
  others.some((one) => stageOf[one.kind] === stageOf[kind] && one.level > level && hasBegun(one));

/** Backing out was called: the backout tasks have had their turn. */
export const isBackingOut = (all: readonly Pick<Task, 'kind' | 'openedAt'>[]): boolean =>
  all.some(({ kind, openedAt }) => kind === 'backout' && openedAt !== null);

/** Something was to be built or tested, and all of it is over. */
export function isBuilt(all: readonly Standing[]): boolean {
  const build = all.filter(({ kind, state }) => stageOf[kind] === 'build' && state !== 'cancelled');
  return build.length > 0 && build.every(isReleased);
}
