import { systemRoute } from '@interlock/contract/operations.ts';
import { type Served, serve } from '../../platform/http/serve.ts';
import { type Machine, system } from './system.view.ts';

export const operationRoutes = (machine: Machine): Served[] => [serve(systemRoute, (ctx) => system(ctx, machine))];
