import { decideByLinkRoute, lookAtDecisionRoute } from '@interlock/contract/decision-links.ts';
import { type Served, serve } from '../../platform/http/serve.ts';
import type { Guard } from '../change-guards/index.ts';
import { decideByLink } from './decide-by-link.ts';
import { lookAtLink } from './look-at-link.ts';

export const mailDecisionRoutes = (guards: readonly Guard[]): Served[] => [
  serve(lookAtDecisionRoute, (ctx, input) => lookAtLink(ctx, input)),
  serve(decideByLinkRoute, (ctx, input) => decideByLink(ctx, guards, input)),
];
