import { restrictChangeRoute } from '@interlock/contract/change-people.ts';
import { commentOnChangeRoute, listActivityRoute, listRevisionsRoute } from '@interlock/contract/changes.ts';
import { type Served, serve } from '../../platform/http/serve.ts';
import { changeDetail } from '../changes/index.ts';
import { activity, revisions } from './activity.view.ts';
import { commentOnChange } from './comment-on-change.ts';
import { restrictChange } from './restrict-change.ts';

export const changePeopleRoutes: Served[] = [
  serve(commentOnChangeRoute, async (ctx, input) => ({ commentId: await commentOnChange(ctx, input) })),
  serve(listActivityRoute, (ctx, input) => activity(ctx, input)),
  serve(listRevisionsRoute, (ctx, input) => revisions(ctx, input)),
  serve(restrictChangeRoute, async (ctx, input) => {
    await restrictChange(ctx, input);
    return changeDetail(ctx, input.changeId);
  }),
];
