import { z } from 'zod';
import { taskKinds } from './models.ts';
import { route } from './route.ts';
import { GivenInstant, id, reason, text, Version, words } from './shared.ts';
import { ChangeTasks, TaskAsRead } from './tasks.ts';

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
  plannedStart: GivenInstant.nullable(),
  plannedEnd: GivenInstant.nullable(),
  steps: z.array(StepWritten).max(100),
};

export const addTaskRoute = route({
  method: 'POST',
  path: '/api/v1/changes/:changeId/tasks',
  permission: 'change.edit',
  summary: 'Add a task to a change. Before the work a task of the plan is a material edit.',
  input: z.object({
    changeId: id('chg'),
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
  input: z.object({ ...TaskAsRead, ...z.object(written).partial().shape }),
  output: ChangeTasks,
});

export const cancelTaskRoute = route({
  method: 'POST',
  path: '/api/v1/tasks/:taskId/cancel',
  permission: 'change.edit',
  summary: 'Cancel a task, with a reason. Before the work a task of the plan that goes is a material edit.',
  input: z.object({ ...TaskAsRead, words: reason(2000) }),
  output: ChangeTasks,
});
