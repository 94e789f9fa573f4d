import { endDeputyRoute, listDeputiesRoute, nameDeputyRoute } from '@interlock/contract/deputies.ts';
import { type Served, serve } from '../../platform/http/serve.ts';
import { deputies, deputy } from './deputies.view.ts';
import { endDeputy, nameDeputy } from './name-deputy.ts';

export const deputyRoutes: Served[] = [
  serve(listDeputiesRoute, (ctx) => deputies(ctx)),
  serve(nameDeputyRoute, async (ctx, input) => deputy(ctx, await nameDeputy(ctx, input))),
  serve(endDeputyRoute, async (ctx, input) => {
    await endDeputy(ctx, input);
    return {};
  }),
];
