import { z } from 'zod';
import { AttachedFiles } from './files.ts';
import { stateKinds, type TaskKind, taskKinds } from './models.ts';
import { route } from './route.ts';
import { GroupRef, Instant, id, line, many, PageQuery, PersonRef, page, Version } from './shared.ts';

/** Parts of the work on a change. Levels order the tasks within one; from one to the next lead the moves of the change. */
export const taskStages = ['planning', 'build', 'work', 'backout', 'review'] as const;
export type TaskStage = (typeof taskStages)[number];

export const stageOf: Record<TaskKind, TaskStage> = {
  planning: 'planning',
  build: 'build',
  test: 'build',
  implementation: 'work',
  verification: 'work',
  backout: 'backout',
  review: 'review',
};

/** What is planned of the work, and decided on with the change. */
const planned: readonly TaskKind[] = ['test', 'implementation', 'verification', 'backout'];
export const isKindOfPlan = (kind: TaskKind): boolean => planned.includes(kind);

/**
 * `pending` waits for its turn. `open` may be started. `failed` stops what comes after it in its stage until it is tried again,
 * skipped or cancelled.
 */
export const taskStates = ['pending', 'open', 'in_progress', 'done', 'failed', 'skipped', 'cancelled'] as const;
export type TaskState = (typeof taskStates)[number];

/** Tasks that are not over: they wait, or somebody has to do something about them. */
export const liveTaskStates = ['pending', 'open', 'in_progress', 'failed'] as const satisfies readonly TaskState[];

/** What the one who asks can do with a task now. */
export const taskActs = [
  'start',
  'finish',
  'fail',
  'skip',
  'cancel',
  'hand_over',
  'tick',
  'edit',
  'hold',
  'release',
] as const;
export type TaskAct = (typeof taskActs)[number];

export const stepStates = ['open', 'done', 'skipped'] as const;
export type StepState = (typeof stepStates)[number];

export const Step = z
  .object({
    id: z.string(),
    text: z.string(),
    minutes: z.number().int(),
    /** Done by a machine. */
    automatic: z.boolean(),
    /** Whoever does this step, where it is not the owner of the task. */
    owner: PersonRef.nullable(),
    state: z.enum(stepStates),
    at: Instant.nullable(),
    by: PersonRef.nullable(),
  })
  .meta({ id: 'Step' });
export type Step = z.output<typeof Step>;

const shown = {
  id: z.string(),
  number: z.string(),
  kind: z.enum(taskKinds),
  title: z.string(),
  level: z.number().int(),
  state: z.enum(taskStates),
  owner: PersonRef.nullable(),
  group: GroupRef.nullable(),
  /** Why it is on hold, by itself or with the whole change. */
  held: z.string().nullable(),
  plannedStart: Instant.nullable(),
  plannedEnd: Instant.nullable(),
  /** Its own planned end, or else what the change's window makes of it. */
  due: Instant.nullable(),
  version: z.number().int(),
};

export const Task = z
  .object({
    ...shown,
    description: z.object({ text: z.string(), html: z.string() }),
    steps: z.array(Step),
    /** The sum of its steps. */
    minutes: z.number().int(),
    /** What a test has shown, in words or as an address. */
    evidence: z.string(),
    /** What shows it: logs, reports, pictures. */
    files: AttachedFiles,
    /** What a review has found. */
    findings: z.string(),
    /** Why it failed, was skipped or was cancelled. */
    words: z.string(),
    createdFrom: z.enum(['model', 'template', 'hand']),
    /** What is done in it was approved with a template and stays; who does it, and when, may change. */
    locked: z.boolean(),
    openedAt: Instant.nullable(),
    startedAt: Instant.nullable(),
    endedAt: Instant.nullable(),
    closedBy: PersonRef.nullable(),
    may: z.array(z.enum(taskActs)),
    /** Why it is not to be worked on now, where it is not. */
    waitsBecause: z.string().nullable(),
  })
  .meta({ id: 'Task' });
export type Task = z.output<typeof Task>;

/** Minutes of the plan: levels one after the other, peers side by side. */
export const PlanMinutes = z
  .object({
    implementation: z.number().int(),
    verification: z.number().int(),
    backout: z.number().int(),
    /** What the window has to hold. */
    total: z.number().int(),
    /** The window's length; null where there is none. */
    window: z.number().int().nullable(),
  })
  .meta({ id: 'PlanMinutes' });
export type PlanMinutes = z.output<typeof PlanMinutes>;

/** That the way back was tried, or that a change manager does without; `stands` is false once the backout plan is another. */
export const BackoutProof = z
  .object({
    kind: z.enum(['rehearsed', 'waived']),
    passed: z.boolean().nullable(),
    words: z.string(),
    by: PersonRef,
    at: Instant,
    stands: z.boolean(),
  })
  .meta({ id: 'BackoutProof' });

export const ChangeTasks = z
  .object({
    /** In the order of the work: planning, build and test, work, backout, review; then level and place. */
    tasks: z.array(Task),
    minutes: PlanMinutes,
    backout: z.object({
      proof: BackoutProof.nullable(),
      /** The change is being backed out. */
      called: z.boolean(),
      mayRehearse: z.boolean(),
      mayWaive: z.boolean(),
      mayCall: z.boolean(),
    }),
    /** The kinds of task that the one who asks may add now. */
    mayAdd: z.array(z.enum(taskKinds)),
    /** Editing the lines of the plan is a material edit now; from the start of the work on they are fixed. */
    planIs: z.enum(['material', 'fixed']),
  })
  .meta({ id: 'ChangeTasks' });
export type ChangeTasks = z.output<typeof ChangeTasks>;

export const TaskRow = z
  .object({
    ...shown,
    steps: z.object({ done: z.number().int(), all: z.number().int() }),
    change: z.object({
      id: z.string(),
      number: z.string(),
      title: z.string(),
      state: z.object({ name: z.string(), kind: z.enum(stateKinds) }),
    }),
  })
  .meta({ id: 'TaskRow' });
export type TaskRow = z.output<typeof TaskRow>;

/** A task as it was read: what is done with it names its version. */
export const TaskAsRead = { taskId: id('tsk'), version: Version };

export const listChangeTasksRoute = route({
  method: 'GET',
  path: '/api/v1/changes/:changeId/tasks',
  permission: 'change.read',
  summary: 'The tasks of a change with the lines of its plan, their minutes, and what the one who asks may do.',
  input: z.object({ changeId: id('chg') }),
  output: ChangeTasks,
});

export const listTasksRoute = route({
  method: 'GET',
  path: '/api/v1/tasks',
  permission: 'change.read',
  summary:
    'Tasks, newest first. `mine` are those not over that are yours, or that nobody in your groups has taken yet.',
  input: z.object({
    ...PageQuery,
    mine: z.stringbool().optional(),
    owner: id('usr').optional(),
    group: id('grp').optional(),
    state: many(z.enum(taskStates)),
    kind: many(z.enum(taskKinds)),
  }),
  output: page(TaskRow),
});

export const showTaskRoute = route({
  method: 'GET',
  path: '/api/v1/tasks/:taskId',
  permission: 'change.read',
  summary: 'One task, by id or number, with the change that it belongs to.',
  input: z.object({ taskId: z.union([id('tsk'), line(20).regex(/^TSK-\d{1,15}$/)]) }),
  output: z.object({ task: Task, change: TaskRow.shape.change }),
});
