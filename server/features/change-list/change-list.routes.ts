import { listChangesRoute } from '@interlock/contract/changes.ts';
import { listChangeGroupsRoute } from '@interlock/contract/views.ts';
import { type Served, serve } from '../../platform/http/serve.ts';
import { changeGroups } from './groups.view.ts';
import { changes } from './list.view.ts';
import { type WaitsOf, withWaits } from './waits.view.ts';

export const changeListRoutes = (waitsOf: WaitsOf): Served[] => [
  serve(listChangesRoute, async (ctx, { wait, ...asked }) => {
    const page = await changes(ctx, asked);
    return wait ? { ...page, items: await withWaits(ctx, waitsOf, page.items) } : page;
  }),
  serve(listChangeGroupsRoute, (ctx, asked) => changeGroups(ctx, asked)),
];
