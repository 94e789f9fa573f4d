import { cancelChangeRoute, moveChangeRoute } from '@interlock/contract/change-flow.ts';
import { editChangeRoute } from '@interlock/contract/changes.ts';
import { type Served, serve } from '../../platform/http/serve.ts';
import type { Guard } from '../change-guards/index.ts';
import { changeDetail } from '../changes/index.ts';
import { cancelChange } from './cancel-change.ts';
import { editChange } from './edit-change.ts';
import { moveChange } from './move-change.ts';

/** `guards` are those of other features; the core's own always hold. */
export const changeFlowRoutes = (guards: readonly Guard[]): Served[] => [
  serve(editChangeRoute, async (ctx, input) => {
    const read = await editChange(ctx, guards, input);
    return changeDetail(ctx, input.changeId, read);
  }),
  serve(moveChangeRoute, async (ctx, input) => {
    const read = await moveChange(ctx, guards, input);
    return changeDetail(ctx, input.changeId, read);
  }),
  serve(cancelChangeRoute, async (ctx, input) => {
    const read = await cancelChange(ctx, guards, input);
    return changeDetail(ctx, input.changeId, read);
  }),
];
