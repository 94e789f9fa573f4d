import { z } from 'zod';
import { route } from './route.ts';
import { id, reason, text, Version } from './shared.ts';
import { ChangeTasks, stepStates, TaskAsRead } from './tasks.ts';

const ChangeAsRead = { changeId: id('chg'), version: Version };

export const startTaskRoute = route({
  method: 'POST',
  path: '/api/v1/tasks/:taskId/start',
  permission: 'change.move',
  summary: 'Begin a task, or try a failed one again.',
  input: z.object(TaskAsRead),
  output: ChangeTasks,
});

export const finishTaskRoute = route({
  method: 'POST',
  path: '/api/v1/tasks/:taskId/finish',
  permission: 'change.move',
  summary: 'Finish a task: a test with its evidence, a review with its findings.',
  input: z.object({
    ...TaskAsRead,
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
  input: z.object({ ...TaskAsRead, words: reason(2000) }),
  output: ChangeTasks,
});

export const skipTaskRoute = route({
  method: 'POST',
  path: '/api/v1/tasks/:taskId/skip',
  permission: 'change.move',
  summary: 'Skip a task, with a reason; what comes after it goes on.',
  input: z.object({ ...TaskAsRead, words: reason(2000) }),
  output: ChangeTasks,
});

export const handOverTaskRoute = route({
  method: 'POST',
  path: '/api/v1/tasks/:taskId/hand-over',
  permission: 'change.move',
  summary: 'Give a task to somebody else or to a group.',
  input: z.object({
    ...TaskAsRead,
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
  input: z.object({ ...TaskAsRead, words: reason(2000) }),
  output: ChangeTasks,
});

export const releaseTaskRoute = route({
  method: 'POST',
  path: '/api/v1/tasks/:taskId/release',
  permission: 'change.move',
  summary: 'Take a task up again that was put on hold by itself.',
  input: z.object(TaskAsRead),
  output: ChangeTasks,
});

export const tickStepRoute = route({
  method: 'POST',
  path: '/api/v1/tasks/:taskId/steps/:stepId',
  permission: 'change.move',
  summary:
    'Tick a step, skip it, or take either back. The first that is ticked begins the task. Once the work goes on, a step is skipped with a reason.',
  input: z.object({ ...TaskAsRead, stepId: id('stp'), state: z.enum(stepStates), words: text(2000).default('') }),
  output: ChangeTasks,
});

export const rehearseBackoutRoute = route({
  method: 'POST',
  path: '/api/v1/changes/:changeId/rehearsal',
  permission: 'change.move',
  summary: 'Record that the backout plan was tried, and whether it worked. It holds for this plan only.',
  input: z.object({ ...ChangeAsRead, passed: z.boolean(), words: reason(2000) }),
  output: ChangeTasks,
});

export const waiveBackoutRoute = route({
  method: 'POST',
  path: '/api/v1/changes/:changeId/waiver',
  permission: 'change.move',
  summary: 'A change manager does without a rehearsal of this backout plan, with a reason.',
  input: z.object({ ...ChangeAsRead, words: reason(2000) }),
  output: ChangeTasks,
});

export const backOutRoute = route({
  method: 'POST',
  path: '/api/v1/changes/:changeId/back-out',
  permission: 'change.move',
  summary: 'Go back: what is left of the work is cancelled and the backout tasks begin.',
  input: z.object({ ...ChangeAsRead, words: reason(2000) }),
  output: ChangeTasks,
});
