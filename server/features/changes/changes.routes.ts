import { previewMarkdownRoute, showChangeRoute } from '@interlock/contract/changes.ts';
import { type Served, serve } from '../../platform/http/serve.ts';
import { htmlOf } from '../../platform/text/markdown.ts';
import { changeDetail } from './change.view.ts';

export const changesRoutes: Served[] = [
  serve(showChangeRoute, (ctx, { changeId }) => changeDetail(ctx, changeId)),
  serve(previewMarkdownRoute, async (_ctx, { text }) => ({ html: htmlOf(text) })),
];
