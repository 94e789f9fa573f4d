import {
  confirmLinkRoute,
  dismissLinkRoute,
  linkIncidentRoute,
  listIncidentsRoute,
  recordIncidentRoute,
} from '@interlock/contract/incidents.ts';
import { type Served, serve } from '../../platform/http/serve.ts';
import { decideLink } from './decide-link.ts';
import { incident, incidents } from './incidents.view.ts';
import { linkIncident, recordIncident } from './link-incident.ts';

export const incidentRoutes: Served[] = [
  serve(listIncidentsRoute, (ctx, input) => incidents(ctx, input)),
  serve(recordIncidentRoute, async (ctx, input) => incident(ctx, await recordIncident(ctx, input))),
  serve(linkIncidentRoute, async (ctx, input) => incident(ctx, await linkIncident(ctx, input))),
  serve(confirmLinkRoute, async (ctx, input) => incident(ctx, await decideLink(ctx, input, 'confirmed'))),
  serve(dismissLinkRoute, async (ctx, input) => incident(ctx, await decideLink(ctx, input, 'dismissed'))),
];
