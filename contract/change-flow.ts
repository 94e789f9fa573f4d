import { z } from 'zod';
import { ChangeDetail, ChangeNumber, cancelReasons, closureCodes, Local, Window } from './changes.ts';
import { enforcements } from './models.ts';
import { route } from './route.ts';
import { Instant, id, reason, text, Version, Zone } from './shared.ts';
import { Wait } from './wait.ts';

/** One guard's answer about one move: met or not, why, who can clear it, and the earliest time it can be met. */
export const GuardAnswer = z
  .object({
    guard: z.string(),
    met: z.boolean(),
    why: z.string(),
    clearedBy: z.array(
      z.object({
        is: z.enum(['person', 'group', 'role', 'time', 'nobody']),
        name: z.string(),
        id: z.string().nullable(),
      }),
    ),
    earliest: Instant.nullable(),
    /** True where the move itself can bring what is missing: a reason, a window, a closure code. */
    withMove: z.boolean(),
    /** The fields that it is about. */
    fields: z.array(z.string()),
    /** What it does while it is not met: it is only said, takes a reason, takes somebody else's yes, or holds the move back. */
    enforcement: z.enum(enforcements),
    /** Who took it on themselves that it is not met, and why. */
    overridden: z
      .object({ by: z.object({ id: z.string(), name: z.string() }), words: z.string(), at: Instant })
      .nullable(),
    /** Where it takes somebody else's yes: whether that is for the one who asks to give, and in words who can. */
    letPass: z.object({ mine: z.boolean(), words: z.string() }).nullable(),
  })
  .meta({ id: 'GuardAnswer' });
export type GuardAnswer = z.output<typeof GuardAnswer>;

/** What a move wants to be told with it. */
export const moveAsks = ['plannedEnd', 'reason', 'closure', 'cancel', 'window', 'justify'] as const;
export type MoveAsk = (typeof moveAsks)[number];

export const Move = z
  .object({
    to: z.string(),
    toName: z.string(),
    label: z.string(),
    kind: z.enum(['move', 'cancel', 'by_round']),
    possible: z.boolean(),
    asks: z.array(z.enum(moveAsks)),
    guards: z.array(GuardAnswer),
  })
  .meta({ id: 'Move' });
export type Move = z.output<typeof Move>;

const ChangeInput = { changeId: id('chg') };
const Read = { ...ChangeInput, version: Version };

export const explainChangeRoute = route({
  method: 'GET',
  path: '/api/v1/changes/:changeId/explain',
  permission: 'change.read',
  summary:
    'Why can this not go on now? Every possible move with every guard and its answer. `changeId` may be its number.',
  input: z.object({ changeId: z.union([id('chg'), ChangeNumber]) }),
  output: z.object({
    changeId: z.string(),
    state: z.string(),
    asOf: Instant,
    wait: Wait.nullable(),
    moves: z.array(Move),
  }),
});

export const moveChangeRoute = route({
  method: 'POST',
  path: '/api/v1/changes/:changeId/move',
  permission: 'change.move',
  summary: 'Move a change to another state of its model. A refused move carries the guards that refuse it.',
  input: z.object({
    ...Read,
    to: z.string().max(40),
    reason: text(2000).optional(),
    window: Window.optional(),
    plannedEnd: z.strictObject({ end: Local, zone: Zone }).optional(),
    closureCode: z.enum(closureCodes).optional(),
    closureNotes: text(10_000).optional(),
    /** Why it goes on although a guard is not met that takes a reason, by the name of the guard. */
    justifications: z.record(z.string().max(60), text(2000)).optional(),
  }),
  output: ChangeDetail,
});

export const cancelChangeRoute = route({
  method: 'POST',
  path: '/api/v1/changes/:changeId/cancel',
  permission: 'change.move',
  summary: 'Cancel a change before its work begins, with a reason and words.',
  input: z.object({
    ...Read,
    reason: z.enum(cancelReasons),
    words: reason(2000),
  }),
  output: ChangeDetail,
});

const Vote = {
  ...Read,
  roundId: id('rnd'),
  /** For whom a deputy decides; left out, for oneself. */
  forPersonId: id('usr').optional(),
};

export const approveChangeRoute = route({
  method: 'POST',
  path: '/api/v1/changes/:changeId/approve',
  permission: 'change.vote',
  summary: 'Say yes on a round, to the content that was read.',
  input: z.object({ ...Vote, comment: text(2000).default('') }),
  output: ChangeDetail,
});

export const rejectChangeRoute = route({
  method: 'POST',
  path: '/api/v1/changes/:changeId/reject',
  permission: 'change.vote',
  summary: 'Say no on a round, with words.',
  input: z.object({ ...Vote, comment: reason(2000) }),
  output: ChangeDetail,
});

export const askAboutChangeRoute = route({
  method: 'POST',
  path: '/api/v1/changes/:changeId/ask',
  permission: 'change.vote',
  summary: 'Ask the initiator for more information; the round stays open.',
  input: z.object({ ...Vote, words: reason(2000, 'say what you need to know') }),
  output: ChangeDetail,
});

export const answerQuestionRoute = route({
  method: 'POST',
  path: '/api/v1/changes/:changeId/answer',
  permission: 'change.comment',
  summary: "Answer an approver's question.",
  input: z.object({
    ...ChangeInput,
    questionId: id('qst'),
    words: reason(5000, 'write an answer'),
  }),
  output: ChangeDetail,
});

export const withdrawVoteRoute = route({
  method: 'POST',
  path: '/api/v1/changes/:changeId/withdraw',
  permission: 'change.vote',
  summary: 'Take back your yes until the work starts, with words; the round asks again.',
  input: z.object({
    ...Read,
    roundId: id('rnd'),
    words: reason(2000),
  }),
  output: ChangeDetail,
});

export const askAgainRoute = route({
  method: 'POST',
  path: '/api/v1/changes/:changeId/ask-again',
  permission: 'change.move',
  summary: "Replace stuck rounds by new ones that ask the groups' present members.",
  input: z.object(Read),
  output: ChangeDetail,
});
