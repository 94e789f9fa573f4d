import { z } from 'zod';
import { route } from './route.ts';
import { GivenDay, Instant, id, many, PageQuery, PersonRef, page, text, Version, words } from './shared.ts';

export const improvementStates = ['open', 'in_progress', 'done', 'dropped'] as const;
export type ImprovementState = (typeof improvementStates)[number];

/** A lesson that somebody owns, by a day, with what it was learnt from. */
export const Improvement = z
  .object({
    id: z.string(),
    number: z.string(),
    title: z.string(),
    /** What is to be done otherwise. */
    words: z.string(),
    owner: PersonRef,
    dueOn: z.string(),
    overdue: z.boolean(),
    state: z.enum(improvementStates),
    /** What came of it. */
    outcome: z.string(),
    change: z.object({ id: z.string(), number: z.string(), title: z.string() }),
    raisedBy: PersonRef,
    createdAt: Instant,
    version: z.number().int(),
    mayEdit: z.boolean(),
  })
  .meta({ id: 'Improvement' });
export type Improvement = z.output<typeof Improvement>;

export const improvementWritten = {
  title: words(200),
  words: text(10_000).default(''),
  ownerId: id('usr'),
  dueOn: GivenDay,
};

export const listImprovementsRoute = route({
  method: 'GET',
  path: '/api/v1/improvements',
  permission: 'change.read',
  summary: 'The improvement register, newest first: lessons with their owner, due date and state.',
  input: z.object({
    ...PageQuery,
    state: many(z.enum(improvementStates)),
    owner: id('usr').optional(),
    change: id('chg').optional(),
    mine: z.stringbool().optional(),
    /** Not over, and due before today. */
    overdue: z.stringbool().optional(),
  }),
  output: page(Improvement),
});

export const editImprovementRoute = route({
  method: 'PATCH',
  path: '/api/v1/improvements/:improvementId',
  permission: 'change.comment',
  summary:
    'Write on an improvement: its owner, whoever raised it, a coordinator or a change manager. Ending it takes words.',
  input: z.object({
    improvementId: id('imp'),
    version: Version,
    title: words(200).optional(),
    words: text(10_000).optional(),
    ownerId: id('usr').optional(),
    dueOn: GivenDay.optional(),
    state: z.enum(improvementStates).optional(),
    outcome: text(2000).optional(),
  }),
  output: Improvement,
});
