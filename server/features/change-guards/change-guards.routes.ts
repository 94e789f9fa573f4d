import { explainChangeRoute } from '@interlock/contract/change-flow.ts';
import { type Served, serve } from '../../platform/http/serve.ts';
import type { Guard } from './answers.view.ts';
import { explain } from './explain.view.ts';

/** `guards` are those of other features; the core's own always hold. */
export const changeGuardRoutes = (guards: readonly Guard[]): Served[] => [
  serve(explainChangeRoute, (ctx, { changeId }) => explain(ctx, guards, changeId)),
];
