import { readAllNotificationsRoute, readNotificationRoute } from '@interlock/contract/notifications.ts';
import { listUntoldRoute, tellAgainRoute } from '@interlock/contract/untold.ts';
import { type Served, serve } from '../../platform/http/serve.ts';
import { readAllNotifications, readNotification } from './read-notifications.ts';
import { tellAgain } from './tell-again.ts';
import { type MayKnowOf, untold } from './untold.view.ts';

export const notificationRoutes = (mayKnowOf: MayKnowOf): Served[] => [
  serve(readNotificationRoute, async (ctx, input) => {
    await readNotification(ctx, input);
    return {};
  }),
  serve(readAllNotificationsRoute, async (ctx, input) => {
    await readAllNotifications(ctx, input);
    return {};
  }),
  serve(listUntoldRoute, (ctx, input) => untold(ctx, mayKnowOf, input)),
  serve(tellAgainRoute, async (ctx, input) => {
    await tellAgain(ctx, input);
    return {};
  }),
];
