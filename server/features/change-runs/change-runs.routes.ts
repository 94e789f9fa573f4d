import {
  askExtensionRoute,
  correctTaskTimesRoute,
  correctTimesRoute,
  goOnRoute,
  grantExtensionRoute,
  refuseExtensionRoute,
  showRunRoute,
  withdrawExtensionRoute,
} from '@interlock/contract/change-runs.ts';
import { type Served, serve } from '../../platform/http/serve.ts';
import { askExtension, grantExtension, refuseExtension, withdrawExtension } from '../window-extensions/index.ts';
import { correctTaskTimes, correctTimes } from './correct-times.ts';
import { goOn } from './go-on.ts';
import { runAnswer, runOfTask } from './run.view.ts';

export const changeRunRoutes: Served[] = [
  serve(showRunRoute, (ctx, input) => runAnswer(ctx, input)),
  serve(goOnRoute, async (ctx, input) => {
    await goOn(ctx, input);
    return runAnswer(ctx, { changeId: input.changeId });
  }),
  serve(askExtensionRoute, async (ctx, input) => {
    await askExtension(ctx, input);
    return runAnswer(ctx, { changeId: input.changeId });
  }),
  serve(grantExtensionRoute, async (ctx, input) => {
    await grantExtension(ctx, input);
    return runAnswer(ctx, { changeId: input.changeId });
  }),
  serve(refuseExtensionRoute, async (ctx, input) => {
    await refuseExtension(ctx, input);
    return runAnswer(ctx, { changeId: input.changeId });
  }),
  serve(withdrawExtensionRoute, async (ctx, input) => {
    await withdrawExtension(ctx, input);
    return runAnswer(ctx, { changeId: input.changeId });
  }),
  serve(correctTimesRoute, async (ctx, input) => {
    await correctTimes(ctx, input);
    return runAnswer(ctx, { changeId: input.changeId });
  }),
  serve(correctTaskTimesRoute, async (ctx, input) => {
    await correctTaskTimes(ctx, input);
    return runOfTask(ctx, input.taskId);
  }),
];
