import { tryModelRoute } from '@interlock/contract/model-trials.ts';
import { type Served, serve } from '../../platform/http/serve.ts';
import { tryModel } from './trial.view.ts';

export const modelTrialRoutes: Served[] = [serve(tryModelRoute, (ctx, input) => tryModel(ctx, input))];
