import {
  chooseDefaultViewRoute,
  deleteViewRoute,
  editViewRoute,
  listViewsRoute,
  saveViewRoute,
} from '@interlock/contract/views.ts';
import { type Served, serve } from '../../platform/http/serve.ts';
import { chooseDefaultView } from './choose-default-view.ts';
import { deleteView, editView, saveView } from './keep-view.ts';
import { oneView, views } from './views.view.ts';

export const viewsRoutes: Served[] = [
  serve(listViewsRoute, (ctx, asked) => views(ctx, asked)),
  serve(saveViewRoute, async (ctx, input) => oneView(ctx, await saveView(ctx, input))),
  serve(editViewRoute, async (ctx, input) => {
    await editView(ctx, input);
    return oneView(ctx, input.viewId);
  }),
  serve(deleteViewRoute, async (ctx, input) => {
    await deleteView(ctx, input);
    return {};
  }),
  serve(chooseDefaultViewRoute, async (ctx, { viewId }) => {
    await chooseDefaultView(ctx, viewId);
    return {};
  }),
];
