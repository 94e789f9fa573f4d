import { listChangesRoute, previewMarkdownRoute, showChangeRoute } from '@interlock/contract/changes.ts';
import { type Served, serve } from '../../platform/http/serve.ts';
import { htmlOf } from '../../platform/text/markdown.ts';
import { changeDetail } from './change.view.ts';
import { changes, type WaitsOf, withWaits } from './list.view.ts';

export const changesRoutes = (waitsOf: WaitsOf): Served[] => [
  serve(listChangesRoute, async (ctx, { wait, ...asked }) => {
    const page = await changes(ctx, asked);
    return wait ? { ...page, items: await withWaits(ctx, waitsOf, page.items) } : page;
  }),
  serve(showChangeRoute, (ctx, { changeId }) => changeDetail(ctx, changeId)),
  serve(previewMarkdownRoute, async (_ctx, { text }) => ({ html: htmlOf(text) })),
];
