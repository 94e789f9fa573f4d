import { editImprovementRoute, listImprovementsRoute } from '@interlock/contract/improvements.ts';
import { type Served, serve } from '../../platform/http/serve.ts';
import { editImprovement, type Seen } from './edit-improvement.ts';
import { improvement, improvements } from './improvements.view.ts';

/** `seen` comes from those who know who may see what an improvement was learnt from. */
export const improvementRoutes = (seen: Seen): Served[] => [
  serve(listImprovementsRoute, (ctx, input) => improvements(ctx, input, seen.mayKnowOf)),
  serve(editImprovementRoute, async (ctx, input) => {
    await editImprovement(ctx, seen, input);
    return improvement(ctx, input.improvementId);
  }),
];
