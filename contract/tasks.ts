import { z } from 'zod';
import { AttachedFiles } from './files.ts';
import { stateKinds, type TaskKind, taskKinds } from './models.ts';
import { route } from './route.ts';
import { GroupRef, Instant, id, line, many, PageQuery, PersonRef, page, text, Version, words } from './shared.ts';

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

/** A line of a plan as it is written; one that is there already is named by its id and keeps what was ticked. */
const StepWritten = z.strictObject({
  id: id('stp').optional(),
  text: words(500),
  minutes: z.number().int().min(0).max(10_080).default(0),
  automatic: z.boolean().default(false),
  ownerId: id('usr').nullable().default(null),
});

const written = {
  title: words(200),
  description: text(10_000),
  level: z.number().int().min(1).max(99),
  /** Before which peer it stands: 0 is the first of its level. */
  place: z.number().int().min(0).max(500),
  ownerId: id('usr').nullable(),
  groupId: id('grp').nullable(),
  plannedStart: Instant.nullable(),
  plannedEnd: Instant.nullable(),
  steps: z.array(StepWritten).max(100),
};

const OfChange = { changeId: id('chg') };
const OfTask = { taskId: id('tsk') };
const Read = { ...OfTask, version: Version };
const sayWhy = text(2000).refine((given) => given.trim() !== '', 'say why');

export const listChangeTasksRoute = route({
  method: 'GET',
  path: '/api/v1/changes/:changeId/tasks',
  permission: 'change.read',
  summary: 'The tasks of a change with the lines of its plan, their minutes, and what the one who asks may do.',
  input: z.object(OfChange),
  output: ChangeTasks,
});

export const addTaskRoute = route({
  method: 'POST',
  path: '/api/v1/changes/:changeId/tasks',
  permission: 'change.edit',
  summary: 'Add a task to a change. Before the work a task of the plan is a material edit.',
  input: z.object({
    ...OfChange,
    version: Version,
    kind: z.enum(taskKinds),
    title: written.title,
    description: written.description.default(''),
    level: written.level.default(1),
    ownerId: written.ownerId.default(null),
    groupId: written.groupId.default(null),
    plannedStart: written.plannedStart.default(null),
    plannedEnd: written.plannedEnd.default(null),
    steps: written.steps.default([]),
  }),
  output: ChangeTasks,
});

export const editTaskRoute = route({
  method: 'PATCH',
  path: '/api/v1/tasks/:taskId',
  permission: 'change.edit',
  summary: 'Edit a task or its lines. Before the work an edit of the plan is a material edit of the change.',
  input: z.object({ ...Read, ...z.object(written).partial().shape }),
  output: ChangeTasks,
});

export const startTaskRoute = route({
  method: 'POST',
  path: '/api/v1/tasks/:taskId/start',
  permission: 'change.move',
  summary: 'Begin a task, or try a failed one again.',
  input: z.object(Read),
  output: ChangeTasks,
});

export const finishTaskRoute = route({
  method: 'POST',
  path: '/api/v1/tasks/:taskId/finish',
  permission: 'change.move',
  summary: 'Finish a task: a test with its evidence, a review with its findings.',
  input: z.object({
    ...Read,
    evidence: text(10_000).optional(),
    findings: text(10_000).optional(),
    /** Ticks the steps that are still open. */
    rest: z.boolean().default(false),
  }),
  output: ChangeTasks,
});

export const failTaskRoute = route({
  method: 'POST',
  path: '/api/v1/tasks/:taskId/fail',
  permission: 'change.move',
  summary: 'Say that a task has failed and why. What comes after it stops.',
  input: z.object({ ...Read, words: sayWhy }),
  output: ChangeTasks,
});

export const skipTaskRoute = route({
  method: 'POST',
  path: '/api/v1/tasks/:taskId/skip',
  permission: 'change.move',
  summary: 'Skip a task, with a reason; what comes after it goes on.',
  input: z.object({ ...Read, words: sayWhy }),
  output: ChangeTasks,
});

export const cancelTaskRoute = route({
  method: 'POST',
  path: '/api/v1/tasks/:taskId/cancel',
  permission: 'change.edit',
  summary: 'Cancel a task, with a reason. Before the work a task of the plan that goes is a material edit.',
  input: z.object({ ...Read, words: sayWhy }),
  output: ChangeTasks,
});

export const handOverTaskRoute = route({
  method: 'POST',
  path: '/api/v1/tasks/:taskId/hand-over',
  permission: 'change.move',
  summary: 'Give a task to somebody else or to a group.',
  input: z.object({
    ...Read,
    ownerId: id('usr').nullable().default(null),
    groupId: id('grp').nullable().default(null),
    words: text(2000).default(''),
  }),
  output: ChangeTasks,
});

export const holdTaskRoute = route({
  method: 'POST',
  path: '/api/v1/tasks/:taskId/hold',
  permission: 'change.move',
  summary: 'Let a task rest, with a reason.',
  input: z.object({ ...Read, words: sayWhy }),
  output: ChangeTasks,
});

export const releaseTaskRoute = route({
  method: 'POST',
  path: '/api/v1/tasks/:taskId/release',
  permission: 'change.move',
  summary: 'Take a task up again that was put on hold by itself.',
  input: z.object(Read),
  output: ChangeTasks,
});

export const tickStepRoute = route({
  method: 'POST',
  path: '/api/v1/tasks/:taskId/steps/:stepId',
  permission: 'change.move',
  summary:
    'Tick a step, skip it, or take either back. The first that is ticked begins the task. Once the work goes on, a step is skipped with a reason.',
  input: z.object({ ...Read, stepId: id('stp'), state: z.enum(stepStates), words: text(2000).default('') }),
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

export const rehearseBackoutRoute = route({
  method: 'POST',
  path: '/api/v1/changes/:changeId/rehearsal',
  permission: 'change.move',
  summary: 'Record that the backout plan was tried, and whether it worked. It holds for this plan only.',
  input: z.object({ ...OfChange, version: Version, passed: z.boolean(), words: sayWhy }),
  output: ChangeTasks,
});

export const waiveBackoutRoute = route({
  method: 'POST',
  path: '/api/v1/changes/:changeId/waiver',
  permission: 'change.move',
  summary: 'A change manager does without a rehearsal of this backout plan, with a reason.',
  input: z.object({ ...OfChange, version: Version, words: sayWhy }),
  output: ChangeTasks,
});

export const backOutRoute = route({
  method: 'POST',
  path: '/api/v1/changes/:changeId/back-out',
  permission: 'change.move',
  summary: 'Go back: what is left of the work is cancelled and the backout tasks begin.',
  input: z.object({ ...OfChange, version: Version, words: sayWhy }),
  output: ChangeTasks,
});
