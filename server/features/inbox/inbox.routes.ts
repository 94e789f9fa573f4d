import { inboxRoute } from '@interlock/contract/inbox.ts';
import { type Served, serve } from '../../platform/serve.ts';
import { inbox } from './inbox.view.ts';

export const inboxRoutes: Served[] = [serve(inboxRoute, (ctx, input) => inbox(ctx, input))];
