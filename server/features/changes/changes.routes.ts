import {
  commentOnChangeRoute,
  listActivityRoute,
  listChangesRoute,
  listRevisionsRoute,
  previewMarkdownRoute,
  raiseChangeRoute,
  showChangeRoute,
} from '@interlock/contract/changes.ts';
import { htmlOf } from '../../platform/markdown.ts';
import { type Served, serve } from '../../platform/serve.ts';
import { activity, revisions } from './activity.view.ts';
import { changeDetail } from './change.view.ts';
import { commentOnChange } from './comment-on-change.ts';
import { changes } from './list.view.ts';
import { raiseChange } from './raise-change.ts';

export const changesRoutes: Served[] = [
  serve(raiseChangeRoute, async (ctx, input) => changeDetail(ctx, await raiseChange(ctx, input))),
  serve(listChangesRoute, (ctx, input) => changes(ctx, input)),
  serve(showChangeRoute, (ctx, { changeId }) => changeDetail(ctx, changeId)),
  serve(commentOnChangeRoute, async (ctx, input) => ({ commentId: await commentOnChange(ctx, input) })),
  serve(listActivityRoute, (ctx, input) => activity(ctx, input)),
  serve(listRevisionsRoute, (ctx, input) => revisions(ctx, input)),
  serve(previewMarkdownRoute, async (_ctx, { text }) => ({ html: htmlOf(text) })),
];
