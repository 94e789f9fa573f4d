import { previewMarkdownRoute, raiseChangeRoute, showChangeRoute } from '@interlock/contract/changes.ts';
import { type Served, serve } from '../../platform/http/serve.ts';
import { htmlOf } from '../../platform/text/markdown.ts';
import { changeDetail } from './change.view.ts';
import { raiseChange } from './raise-change.ts';

export const changesRoutes: Served[] = [
  serve(raiseChangeRoute, async (ctx, input) => changeDetail(ctx, await raiseChange(ctx, input))),
  serve(showChangeRoute, (ctx, { changeId }) => changeDetail(ctx, changeId)),
  serve(previewMarkdownRoute, async (_ctx, { text }) => ({ html: htmlOf(text) })),
];
