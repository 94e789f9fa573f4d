import {
  addWatchersRoute,
  findReadersRoute,
  listWatchersRoute,
  unwatchChangeRoute,
  watchChangeRoute,
} from '@interlock/contract/watching.ts';
import { type Served, serve } from '../../platform/http/serve.ts';
import { findReaders } from './readers.view.ts';
import { letWatch, unwatchChange, watchChange } from './watch-change.ts';
import { watchers } from './watchers.view.ts';

export const watchingRoutes: Served[] = [
  serve(listWatchersRoute, (ctx, input) => watchers(ctx, input)),
  serve(watchChangeRoute, async (ctx, input) => {
    await watchChange(ctx, input);
    return watchers(ctx, input);
  }),
  serve(unwatchChangeRoute, async (ctx, input) => {
    await unwatchChange(ctx, input);
    return watchers(ctx, input);
  }),
  serve(addWatchersRoute, async (ctx, input) => {
    await letWatch(ctx, input);
    return watchers(ctx, input);
  }),
  serve(findReadersRoute, (ctx, input) => findReaders(ctx, input)),
];
