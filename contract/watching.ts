import { z } from 'zod';
import { route } from './route.ts';
import { id, PersonRef } from './shared.ts';

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
  permission: 'change.read',
  summary: 'Watch a change.',
  input: ChangeInput,
  output: Watchers,
});

export const unwatchChangeRoute = route({
  method: 'DELETE',
  path: '/api/v1/changes/:changeId/watch',
  permission: 'change.read',
  summary: 'Watch a change no longer.',
  input: ChangeInput,
  output: Watchers,
});
