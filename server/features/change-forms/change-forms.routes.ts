import { changeNeedsRoute, copyChangeRoute } from '@interlock/contract/change-forms.ts';
import { raiseChangeRoute } from '@interlock/contract/changes.ts';
import { askedAnewRoute } from '@interlock/contract/decisions.ts';
import { type Served, serve } from '../../platform/http/serve.ts';
import { changeDetail } from '../changes/index.ts';
import { askedAnew } from './asked-anew.view.ts';
import { copyChange } from './copy-change.ts';
import { changeNeeds } from './needs.view.ts';
import { raiseChange } from './raise-change.ts';

export const changeFormRoutes: Served[] = [
  serve(raiseChangeRoute, async (ctx, input) => {
    const { changeId, read } = await raiseChange(ctx, input);
    return changeDetail(ctx, changeId, read);
  }),
  serve(copyChangeRoute, async (ctx, input) => {
    const { id, leftOut } = await copyChange(ctx, input);
    return { change: await changeDetail(ctx, id), leftOut };
  }),
  serve(askedAnewRoute, (ctx, { changeId }) => askedAnew(ctx, changeId)),
  serve(changeNeedsRoute, (ctx, input) => changeNeeds(ctx, input)),
];
