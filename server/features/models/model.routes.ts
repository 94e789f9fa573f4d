import { listModelsRoute } from '@interlock/contract/models.ts';
import { type Served, serve } from '../../platform/serve.ts';
import { models } from './model.view.ts';

export const modelRoutes: Served[] = [serve(listModelsRoute, (ctx) => models(ctx))];
