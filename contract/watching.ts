import { z } from 'zod';
import { route } from './route.ts';
import { id, line, PersonRef } from './shared.ts';

/** More would be a mailing list. */
export const MOST_WATCHERS = 200;

export const Watchers = z
  .object({ items: z.array(PersonRef), /** Whether the one who asks is among them. */ watching: z.boolean() })
  .meta({ id: 'Watchers' });
export type Watchers = z.output<typeof Watchers>;

const ChangeInput = z.object({ changeId: id('chg') });

export const listWatchersRoute = route({
  method: 'GET',
  path: '/api/v1/changes/:changeId/watchers',
  permission: 'change.read',
  summary: 'Who watches a change: they hear of its moves and comments.',
  input: ChangeInput,
  output: Watchers,
});

export const watchChangeRoute = route({
  method: 'POST',
  path: '/api/v1/changes/:changeId/watch',
  permission: 'change.follow',
  summary: 'Watch a change.',
  input: ChangeInput,
  output: Watchers,
});

export const unwatchChangeRoute = route({
  method: 'DELETE',
  path: '/api/v1/changes/:changeId/watch',
  permission: 'change.follow',
  summary: 'Watch a change no longer.',
  input: ChangeInput,
  output: Watchers,
});

export const addWatchersRoute = route({
  method: 'POST',
  path: '/api/v1/changes/:changeId/watchers',
  permission: 'change.edit',
  summary: 'Let others watch a change that you may edit. Each is told once, and may leave.',
  input: z.object({ changeId: id('chg'), personIds: z.array(id('usr')).min(1).max(50) }),
  output: Watchers,
});

/** Offered while somebody types; who is looked for has a longer name. */
export const MOST_CALLED = 8;

export const findReadersRoute = route({
  method: 'GET',
  path: '/api/v1/changes/:changeId/people',
  permission: 'change.read',
  limit: { perMinute: 1200 },
  summary: `People who may see a change, by a part of their name or e-mail: whom one can mention or let watch. At most ${MOST_CALLED}.`,
  input: z.object({ changeId: id('chg'), q: line(120).default('') }),
  output: z.object({ items: z.array(z.object({ id: z.string(), name: z.string(), email: z.string() })) }),
});
