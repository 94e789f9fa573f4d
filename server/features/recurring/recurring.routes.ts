import {
  editRecurringRoute,
  endRecurringRoute,
  listRaisedRoute,
  listRecurringRoute,
  pauseRecurringRoute,
  planRecurringRoute,
  previewRecurringRoute,
  resumeRecurringRoute,
  showRecurringRoute,
} from '@interlock/contract/recurring.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { type Served, serve } from '../../platform/http/serve.ts';
import { editRecurring, planRecurring } from './plan-recurring.ts';
import { preview, raisedChanges, recurringChange, recurringChanges } from './recurring.view.ts';
import { endRecurring, pauseRecurring, resumeRecurring } from './turn-recurring.ts';

/** Does it, and answers the recurring change as it is then. */
const then =
  <Input extends { recurringId: string }>(act: (ctx: Ctx, input: Input) => Promise<void>) =>
  async (ctx: Ctx, input: Input) => {
    await act(ctx, input);
    return recurringChange(ctx, input.recurringId);
  };

export const recurringRoutes: Served[] = [
  serve(listRecurringRoute, (ctx, input) => recurringChanges(ctx, input)),
  serve(previewRecurringRoute, async (_ctx, input) => preview(input)),
  serve(showRecurringRoute, (ctx, { recurringId }) => recurringChange(ctx, recurringId)),
  serve(listRaisedRoute, (ctx, input) => raisedChanges(ctx, input)),
  serve(planRecurringRoute, async (ctx, input) => recurringChange(ctx, await planRecurring(ctx, input))),
  serve(editRecurringRoute, then(editRecurring)),
  serve(pauseRecurringRoute, then(pauseRecurring)),
  serve(resumeRecurringRoute, then(resumeRecurring)),
  serve(endRecurringRoute, then(endRecurring)),
];
