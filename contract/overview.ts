import { z } from 'zod';
import { categories, outcomes } from './changes.ts';
import { stateKinds } from './models.ts';
import { route } from './route.ts';
import { GroupRef, Instant, Zone } from './shared.ts';

const Count = z.number().int();
const Span = z.object({ from: Instant, to: Instant });

/** How closed changes ended. Those that did not record it count in no rate. */
export const Ends = z.record(z.enum(outcomes), Count).meta({ id: 'Ends' });
export type Ends = z.output<typeof Ends>;

const Compared = { now: Ends, before: Ends };

export const Overview = z
  .object({
    at: Instant,
    /** What is not over, by state and by how long ago it was raised: one count for each of `ages`. */
    open: z.object({
      total: Count,
      onHold: Count,
      /** Raised since `from` and before `to`; the newest has no end, the oldest no beginning. */
      ages: z.array(z.object({ from: Instant.nullable(), to: Instant.nullable() })),
      states: z.array(z.object({ kind: z.enum(stateKinds), total: Count, byAge: z.array(Count) })),
    }),
    /** The week in which this was asked, Monday to Monday. Cancelled changes do not count. */
    week: z.object({
      ...Span.shape,
      days: z.array(z.object({ ...Span.shape, starting: Count })),
      starting: Count,
      ending: Count,
    }),
    /** Being carried out at this moment. */
    running: Count,
    /** Still scheduled although the window has ended. */
    missed: Count,
    /** Of the 90 days before `at`, and of the 90 before them. */
    success: z.object({
      now: z.object({ ...Span.shape, ends: Ends }),
      before: z.object({ ...Span.shape, ends: Ends }),
      /** Half a month each, over both. */
      spans: z.array(z.object({ ...Span.shape, ends: Ends })),
      /** The most first. Null: no team. */
      teams: z.array(z.object({ team: GroupRef.nullable(), ...Compared })),
      /** How many teams more there are. */
      teamsLeftOut: Count,
      /** A change of several categories counts in each. Null: no category. */
      categories: z.array(z.object({ category: z.enum(categories).nullable(), ...Compared })),
    }),
    /** What a new organisation has done already. */
    begun: z.object({ people: z.boolean(), model: z.boolean(), change: z.boolean(), imported: z.boolean() }),
  })
  .meta({ id: 'Overview' });
export type Overview = z.output<typeof Overview>;

export const overviewRoute = route({
  method: 'GET',
  path: '/api/v1/overview',
  permission: 'change.read',
  summary: 'How it stands: what is open, this week, and how changes ended; of those that you may see.',
  input: z.object({
    /** Whose week it is. */
    zone: Zone.default('UTC'),
  }),
  output: Overview,
});
