import { z } from 'zod';
import { enforcements } from './models.ts';
import { route } from './route.ts';
import { Instant, id, line, PageQuery, page, reason, Version } from './shared.ts';

const Named = z.object({ id: z.string(), name: z.string() });

/** A guard that was not met and did not hold a move back: what it said, who took it on themselves, and why. */
export const Override = z
  .object({
    id: z.string(),
    at: Instant,
    change: z.object({ id: z.string(), number: z.string(), title: z.string() }),
    model: Named,
    guard: z.string(),
    degree: z.enum(enforcements),
    from: z.string(),
    to: z.string(),
    /** What the guard said. */
    why: z.string(),
    /** Why it went on all the same; empty where the guard is only said. */
    words: z.string(),
    by: Named,
    movedBy: Named,
  })
  .meta({ id: 'Override' });
export type Override = z.output<typeof Override>;

const Narrowed = {
  change: id('chg').optional(),
  guard: line(60).optional(),
  model: id('mdl').optional(),
  degree: z.enum(enforcements).optional(),
};

export const listOverridesRoute = route({
  method: 'GET',
  path: '/api/v1/overrides',
  permission: 'change.read',
  summary: 'Every move that went past a guard that was not met, newest first: who took it on themselves, and why.',
  input: z.object({ ...PageQuery, ...Narrowed }),
  output: page(Override),
});

export const countOverridesRoute = route({
  method: 'GET',
  path: '/api/v1/overrides/counts',
  permission: 'change.read',
  limit: { perMinute: 1200 },
  summary: 'How often each guard was gone past, for each model and degree.',
  input: z.object({}),
  output: z.object({
    items: z.array(
      z.object({ guard: z.string(), model: Named, degree: z.enum(enforcements), count: z.number().int() }),
    ),
  }),
});

export const grantMoveRoute = route({
  method: 'POST',
  path: '/api/v1/changes/:changeId/grants',
  permission: 'change.vote',
  summary: 'A change manager lets a move of this content pass a guard that takes somebody else’s yes.',
  input: z.object({
    changeId: id('chg'),
    version: Version,
    to: z.string().max(40),
    guard: z.string().max(60),
    words: reason(2000),
  }),
  output: z.object({ granted: z.boolean() }),
});
