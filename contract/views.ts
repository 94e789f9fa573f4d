import { z } from 'zod';
import { listChangesRoute } from './changes.ts';
import { listColumns } from './exports.ts';
import { route } from './route.ts';
import { GroupRef, Instant, id, Nothing, PageQuery, PersonRef, page, Version, words, Zone } from './shared.ts';

/** Who finds a view in their navigation. Whoever opens it sees what they may see, and no more. */
export const sharings = ['nobody', 'group', 'everyone'] as const;
export type Sharing = (typeof sharings)[number];

export const layouts = ['table', 'board'] as const;
export type Layout = (typeof layouts)[number];

/** What a list can be in groups of. A week begins on Monday, and is that of the planned start. */
export const groupings = ['state', 'priority', 'model', 'team', 'assignee', 'week'] as const;
export type Grouping = (typeof groupings)[number];

const { cursor: _cursor, limit: _limit, wait: _wait, ...filters } = listChangesRoute.input.shape;
const { sort: _sort, ...narrowing } = filters;

/** What narrows the list and what it shows: by the list's own words, so that a view never holds what the list refuses. */
const kept = {
  name: words(60),
  filters: z.strictObject(filters),
  columns: z.array(z.enum(listColumns)).max(listColumns.length),
  layout: z.enum(layouts),
  grouping: z.enum(groupings).nullable(),
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
    layout: z.enum(layouts),
    grouping: z.enum(groupings).nullable(),
    /** The list of the one who asks begins with it. */
    isDefault: z.boolean(),
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
  input: z.object({
    ...kept,
    layout: kept.layout.default('table'),
    grouping: kept.grouping.default(null),
    sharedWith: kept.sharedWith.default('nobody'),
    groupId: kept.groupId.default(null),
  }),
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

export const chooseDefaultViewRoute = route({
  method: 'POST',
  path: '/api/v1/default-view',
  permission: 'session',
  summary: 'Begin your list of changes with one of the views that you find, or with none.',
  input: z.object({ viewId: id('vew').nullable() }),
  output: Nothing,
});

export const ChangeGroup = z
  .object({
    /** By which the list is narrowed to the group; null for what has none. */
    key: z.string().nullable(),
    /** Of a model, a team or a person. */
    name: z.string().nullable(),
    count: z.number().int(),
    /** Of a week: when it begins and ends. */
    from: Instant.nullable(),
    to: Instant.nullable(),
  })
  .meta({ id: 'ChangeGroup' });
export type ChangeGroup = z.output<typeof ChangeGroup>;

export const listChangeGroupsRoute = route({
  method: 'GET',
  path: '/api/v1/change-groups',
  permission: 'change.read',
  limit: { perMinute: 1200 },
  summary: 'How many changes match, by what they are in groups of.',
  input: z.object({ ...narrowing, by: z.enum(groupings), zone: Zone.default('UTC') }),
  output: z.object({
    items: z.array(ChangeGroup),
    /** Further groups, which are smaller, or weeks that are longer ago. */
    left: z.number().int(),
  }),
});
