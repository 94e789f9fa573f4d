import { countOverridesRoute, grantMoveRoute, listOverridesRoute } from '@interlock/contract/overrides.ts';
import { type Served, serve } from '../../platform/http/serve.ts';
import type { Guard } from '../change-guards/index.ts';
import { grantMove } from './grant-move.ts';
import { overrideCounts, overrides } from './overrides.view.ts';

/** `guards` are those of other features; the core's own always hold. */
export const changeOverrideRoutes = (guards: readonly Guard[]): Served[] => [
  serve(grantMoveRoute, async (ctx, input) => ({ granted: await grantMove(ctx, guards, input) })),
  serve(listOverridesRoute, (ctx, input) => overrides(ctx, input)),
  serve(countOverridesRoute, (ctx) => overrideCounts(ctx)),
];
