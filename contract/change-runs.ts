import { z } from 'zod';
import { ChangeNumber } from './changes.ts';
import { stateKinds } from './models.ts';
import { route } from './route.ts';
import { GivenInstant, Instant, id, PersonRef, reason, text, Version } from './shared.ts';
import { Task } from './tasks.ts';

/** A task in a run, with since when its first open step has been worked on. */
export const RunTask = Task.extend({ since: Instant.nullable() }).meta({ id: 'RunTask' });
export type RunTask = z.output<typeof RunTask>;

/** `lapsed`: the work ended before anybody decided. */
export const extensionStates = ['asked', 'granted', 'refused', 'withdrawn', 'lapsed'] as const;
export type ExtensionState = (typeof extensionStates)[number];

/** More time than was approved. The approved window stays what it was. */
export const Extension = z
  .object({
    id: z.string(),
    minutes: z.number().int(),
    /** Why it takes longer. */
    words: z.string(),
    state: z.enum(extensionStates),
    askedBy: PersonRef,
    askedAt: Instant,
    /** How many change managers it takes. */
    needed: z.number().int(),
    decisions: z.array(z.object({ by: PersonRef, granted: z.boolean(), words: z.string(), at: Instant })),
    mayDecide: z.boolean(),
    /** Why the one who asks does not decide on it, while it is open. */
    mayNotBecause: z.string().nullable(),
    mayWithdraw: z.boolean(),
  })
  .meta({ id: 'Extension' });
export type Extension = z.output<typeof Extension>;

/** That somebody went on past the point of no return. */
export const GoingOn = z
  .object({ noReturnAt: Instant, words: z.string(), by: PersonRef, at: Instant })
  .meta({ id: 'GoingOn' });

export const runActs = ['back_out', 'go_on', 'extend', 'correct', 'hold', 'release'] as const;
export type RunAct = (typeof runActs)[number];

/** The work on a change while it goes on, and how it went. */
export const Run = z
  .object({
    change: z.object({
      id: z.string(),
      number: z.string(),
      title: z.string(),
      version: z.number().int(),
      state: z.object({ key: z.string(), name: z.string(), kind: z.enum(stateKinds) }),
      assignee: PersonRef.nullable(),
      manager: PersonRef.nullable(),
      /** Why everything on it rests. */
      held: z.string().nullable(),
    }),
    /** As it was approved. */
    window: z.object({ start: Instant, end: Instant }).nullable(),
    /** With the minutes that were granted since; null without a window. */
    end: Instant.nullable(),
    actualStart: Instant.nullable(),
    actualEnd: Instant.nullable(),
    /** Since when the window is overrun, as the clock has put on record. */
    overranAt: Instant.nullable(),
    /** Implementation and verification in their order, then the way back. */
    tasks: z.array(RunTask),
    /** The point of no return for which somebody has decided to go on last. */
    decidedFor: Instant.nullable(),
    decisions: z.array(GoingOn),
    extensions: z.array(Extension),
    noticeMinutes: z.number().int(),
    may: z.array(z.enum(runActs)),
  })
  .meta({ id: 'Run' });
export type Run = z.output<typeof Run>;

const OfChange = { changeId: id('chg') };
const Read = { ...OfChange, version: Version };
const say = reason(2000, 'say it in words');

/** What every call on a run answers. */
const Answered = z.object({
  /** The server's time at which this was true. */
  at: Instant,
  /** Names this answer: hand it back as `seen`. */
  stamp: z.string(),
  /** Null where nothing is otherwise than in the answer that was `seen`. */
  run: Run.nullable(),
});
export type RunAnswer = z.output<typeof Answered>;

export const showRunRoute = route({
  method: 'GET',
  path: '/api/v1/changes/:changeId/run',
  permission: 'change.read',
  summary: 'The work on a change as it goes on. `changeId` may be its number. With `seen`, only what is new.',
  input: z.object({
    changeId: z.union([id('chg'), ChangeNumber]),
    seen: z
      .string()
      .regex(/^[0-9a-f]{64}$/, 'hand back `stamp` as it was given, or leave it out')
      .optional(),
  }),
  output: Answered,
});

export const goOnRoute = route({
  method: 'POST',
  path: '/api/v1/changes/:changeId/run/go-on',
  permission: 'change.move',
  summary: 'Decide to go on although the point of no return has passed, and say why.',
  input: z.object({ ...Read, words: say }),
  output: Answered,
});

export const askExtensionRoute = route({
  method: 'POST',
  path: '/api/v1/changes/:changeId/extensions',
  permission: 'change.move',
  summary: 'Ask for more time than the window gives. A change manager who is not the assignee decides.',
  input: z.object({ ...Read, minutes: z.number().int().min(1).max(1440), words: say }),
  output: Answered,
});

const OfExtension = { ...OfChange, extensionId: id('ext') };

export const grantExtensionRoute = route({
  method: 'POST',
  path: '/api/v1/changes/:changeId/extensions/:extensionId/grant',
  permission: 'change.vote',
  summary: 'Grant more time. The approved window stays on record as it was.',
  input: z.object({ ...OfExtension, words: text(2000).default('') }),
  output: Answered,
});

export const refuseExtensionRoute = route({
  method: 'POST',
  path: '/api/v1/changes/:changeId/extensions/:extensionId/refuse',
  permission: 'change.vote',
  summary: 'Refuse more time, with words. The work is not stopped: past the window it is an overrun.',
  input: z.object({ ...OfExtension, words: say }),
  output: Answered,
});

export const withdrawExtensionRoute = route({
  method: 'POST',
  path: '/api/v1/changes/:changeId/extensions/:extensionId/withdraw',
  permission: 'change.move',
  summary: 'Take back a request for more time that nobody has decided on.',
  input: z.object(OfExtension),
  output: Answered,
});

export const correctTimesRoute = route({
  method: 'POST',
  path: '/api/v1/changes/:changeId/times',
  permission: 'change.move',
  summary: 'Correct when the work began or ended, with a reason. What was recorded stays in the log.',
  input: z.object({
    ...Read,
    actualStart: GivenInstant.optional(),
    actualEnd: GivenInstant.optional(),
    words: say,
  }),
  output: Answered,
});

export const correctTaskTimesRoute = route({
  method: 'POST',
  path: '/api/v1/tasks/:taskId/times',
  permission: 'change.move',
  summary: 'Correct when a task began or ended, with a reason. What was recorded stays in the log.',
  input: z.object({
    taskId: id('tsk'),
    version: Version,
    startedAt: GivenInstant.optional(),
    endedAt: GivenInstant.optional(),
    words: say,
  }),
  output: Answered,
});
