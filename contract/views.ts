import { z } from 'zod';
import { listChangesRoute } from './changes.ts';
import { listColumns } from './exports.ts';
import { route } from './route.ts';
import { GroupRef, id, Nothing, PageQuery, PersonRef, page, Version, words } from './shared.ts';

/** Who finds a view in their navigation. Whoever opens it sees what they may see, and no more. */
export const sharings = ['nobody', 'group', 'everyone'] as const;
export type Sharing = (typeof sharings)[number];

const { cursor: _cursor, limit: _limit, ...filters } = listChangesRoute.input.shape;

/** What narrows the list and what it shows: by the list's own words, so that a view never holds what the list refuses. */
const kept = {
  name: words(60),
  filters: z.strictObject(filters),
  columns: z.array(z.enum(listColumns)).max(listColumns.length),
  sharedWith: z.enum(sharings),
  groupId: id('grp').nullable(),
};

export const SavedView = z
  .object({
    id: z.string(),
    name: z.string(),
    owner: PersonRef,
    mine: z.boolean(),
    filters: z.record(z.string(), z.unknown()),
    columns: z.array(z.string()),
    sharedWith: z.enum(sharings),
    group: GroupRef.nullable(),
    version: z.number().int(),
  })
  .meta({ id: 'SavedView' });
export type SavedView = z.output<typeof SavedView>;

export const listViewsRoute = route({
  method: 'GET',
  path: '/api/v1/views',
  permission: 'change.read',
  summary: 'Your views of the list of changes and those shared with you, by name.',
  input: z.object(PageQuery),
  output: page(SavedView),
});

export const saveViewRoute = route({
  method: 'POST',
  path: '/api/v1/views',
  permission: 'session',
  summary: 'Keep filters and columns of the list of changes under a name.',
  input: z.object({ ...kept, sharedWith: kept.sharedWith.default('nobody'), groupId: kept.groupId.default(null) }),
  output: SavedView,
});

export const editViewRoute = route({
  method: 'PATCH',
  path: '/api/v1/views/:viewId',
  permission: 'session',
  summary: 'Rename, change or share a view of yours.',
  input: z
    .object(kept)
    .partial()
    .extend({ viewId: id('vew'), version: Version }),
  output: SavedView,
});

export const deleteViewRoute = route({
  method: 'DELETE',
  path: '/api/v1/views/:viewId',
  permission: 'session',
  summary: 'Delete a view of yours.',
  input: z.object({ viewId: id('vew') }),
  output: Nothing,
});
