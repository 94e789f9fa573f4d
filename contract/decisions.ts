import { z } from 'zod';
import { route } from './route.ts';
import { Instant, id, Nothing, text, Version } from './shared.ts';

/** What became of one vote among many. */
export const BulkVerdict = z
  .object({
    changeId: z.string(),
    done: z.boolean(),
    /** Why not, as a single vote would have been told. */
    code: z.string().nullable(),
    because: z.string().nullable(),
    next: z.string().nullable(),
  })
  .meta({ id: 'BulkVerdict' });
export type BulkVerdict = z.output<typeof BulkVerdict>;

export const approveManyRoute = route({
  method: 'POST',
  path: '/api/v1/changes/approve-many',
  permission: 'change.vote',
  summary: 'Say yes to several changes of priority 4, each as a vote of its own with a verdict of its own.',
  input: z.object({
    items: z
      .array(
        z.strictObject({
          changeId: id('chg'),
          version: Version,
          roundId: id('rnd'),
          forPersonId: id('usr').optional(),
        }),
      )
      .min(1)
      .max(50),
    comment: text(2000).default(''),
  }),
  output: z.object({ items: z.array(BulkVerdict) }),
});

/**
 * A field that is another than when the one who asks last saw it. `words` says where, word by word; null where it is no
 * text, or where too much is another to be told in good time.
 */
export const NewField = z.object({
  field: z.string(),
  before: z.unknown(),
  after: z.unknown(),
  words: z.array(z.object({ is: z.enum(['same', 'added', 'removed']), text: z.string() })).nullable(),
});
export type NewField = z.output<typeof NewField>;

export const newsRoute = route({
  method: 'GET',
  path: '/api/v1/changes/:changeId/news',
  permission: 'change.read',
  summary: 'What is new in a change since you last voted on it in this round, or looked at it.',
  input: z.object({ changeId: id('chg') }),
  output: z.object({
    /** Null where you have never voted on it nor looked at it. */
    since: z.object({ is: z.enum(['vote', 'look']), at: Instant }).nullable(),
    fields: z.array(NewField),
    /** What the ids among the values are called. */
    names: z.record(z.string(), z.string()),
  }),
});
export type News = z.output<typeof newsRoute.output>;

export const lookRoute = route({
  method: 'POST',
  path: '/api/v1/changes/:changeId/look',
  permission: 'change.vote',
  summary: 'Keep up to which revision you have seen a change that asks you.',
  input: z.object({ changeId: id('chg'), revision: Version }),
  output: Nothing,
});

/** How many yes a stuck round takes of how many, and what it would take if its group's present members were asked. */
const Asking = z.object({ needed: z.number().int(), of: z.number().int() });
export const AskedAnew = z.object({
  name: z.string(),
  now: Asking,
  /** Null where its condition holds no more, so that nobody would be asked. */
  anew: Asking.nullable(),
});
export type AskedAnew = z.output<typeof AskedAnew>;

export const askedAnewRoute = route({
  method: 'GET',
  path: '/api/v1/changes/:changeId/ask-again',
  permission: 'change.read',
  summary: 'What asking again would make of the stuck rounds: how many yes are needed, of how many.',
  input: z.object({ changeId: id('chg') }),
  output: z.object({ rounds: z.array(AskedAnew) }),
});
