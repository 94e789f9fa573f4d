import { z } from 'zod';
import { route } from './route.ts';
import { GivenDay, Instant, id, Nothing, PersonRef } from './shared.ts';

/** Nobody stands in for anybody longer than this without being named again. */
export const LONGEST_DEPUTY_DAYS = 366;

/** Who decides for whom between two days, both of them included, by the clock of whoever named them. */
export const Deputy = z
  .object({
    id: z.string(),
    person: PersonRef,
    deputy: PersonRef,
    from: z.iso.date(),
    until: z.iso.date(),
    zone: z.string(),
    endedAt: Instant.nullable(),
    /** Whether it holds now. */
    running: z.boolean(),
  })
  .meta({ id: 'Deputy' });
export type Deputy = z.output<typeof Deputy>;

export const listDeputiesRoute = route({
  method: 'GET',
  path: '/api/v1/me/deputies',
  permission: 'session',
  summary: 'Your deputies, and those for whom you stand in, now and later.',
  input: z.object({}),
  output: z.object({ mine: z.array(Deputy), standingInFor: z.array(Deputy) }),
});

export const nameDeputyRoute = route({
  method: 'POST',
  path: '/api/v1/me/deputies',
  permission: 'session',
  summary: 'Name who decides for you between two days.',
  input: z.object({ deputyId: id('usr'), from: GivenDay, until: GivenDay }),
  output: Deputy,
});

export const endDeputyRoute = route({
  method: 'DELETE',
  path: '/api/v1/me/deputies/:deputyId',
  permission: 'session',
  summary: 'End it before its last day; whoever stands in may do that too.',
  input: z.object({ deputyId: id('dep') }),
  output: Nothing,
});
