import { holdChangeRoute, releaseChangeRoute } from '@interlock/contract/change-hold.ts';
import { type Served, serve } from '../../platform/http/serve.ts';
import { changeDetail } from '../changes/index.ts';
import { holdChange } from './hold-change.ts';
import { releaseChange } from './release-change.ts';

export const changeHoldRoutes: Served[] = [
  serve(holdChangeRoute, async (ctx, input) => {
    await holdChange(ctx, input);
    return changeDetail(ctx, input.changeId);
  }),
  serve(releaseChangeRoute, async (ctx, input) => {
    await releaseChange(ctx, input);
    return changeDetail(ctx, input.changeId);
  }),
];
