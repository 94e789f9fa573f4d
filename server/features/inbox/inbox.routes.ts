import { inboxRoute } from '@interlock/contract/inbox.ts';
import { countUnreadRoute, listNotificationsRoute } from '@interlock/contract/notifications.ts';
import { type Served, serve } from '../../platform/http/serve.ts';
import { inbox } from './inbox.view.ts';
import { countUnread, notifications } from './notifications.view.ts';

export const inboxRoutes: Served[] = [
  serve(inboxRoute, (ctx, input) => inbox(ctx, input)),
  serve(listNotificationsRoute, (ctx, input) => notifications(ctx, input)),
  serve(countUnreadRoute, (ctx) => countUnread(ctx)),
];
