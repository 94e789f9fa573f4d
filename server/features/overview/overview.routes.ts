import { overviewRoute } from '@interlock/contract/overview.ts';
import { type Served, serve } from '../../platform/http/serve.ts';
import { overview } from './overview.view.ts';

export const overviewRoutes: Served[] = [serve(overviewRoute, (ctx, input) => overview(ctx, input))];
