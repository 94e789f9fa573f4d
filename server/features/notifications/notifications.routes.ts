import { readAllNotificationsRoute, readNotificationRoute } from '@interlock/contract/notifications.ts';
import { type Served, serve } from '../../platform/http/serve.ts';
import { readAllNotifications, readNotification } from './read-notifications.ts';

export const notificationRoutes: Served[] = [
  serve(readNotificationRoute, async (ctx, input) => {
    await readNotification(ctx, input);
    return {};
  }),
  serve(readAllNotificationsRoute, async (ctx, input) => {
    await readAllNotifications(ctx, input);
    return {};
  }),
];
