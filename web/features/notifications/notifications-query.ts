import {
  countUnreadRoute,
  listNotificationsRoute,
  readAllNotificationsRoute,
  readNotificationRoute,
} from '@interlock/contract/notifications.ts';
import { infiniteQueryOptions } from '@tanstack/react-query';
import { wantsBrowserNotices } from '../../lib/browser/browser-notices.ts';
import { call } from '../../lib/calls/call.ts';
import { outdated, reads } from '../../lib/calls/query.ts';

/** Looked at again twice a minute, and when somebody comes back to the page. */
const EVERY = 30_000;

/** Out of sight it is looked at for the browser's notifications alone. */
export const unreadQuery = {
  ...reads(countUnreadRoute, {}),
  refetchInterval: () => (!document.hidden || wantsBrowserNotices()) && EVERY,
  refetchIntervalInBackground: true,
};

export const notificationsQuery = infiniteQueryOptions({
  queryKey: [listNotificationsRoute.path],
  queryFn: ({ pageParam, signal }) =>
    call(listNotificationsRoute, { limit: 20, ...(pageParam && { cursor: pageParam }) }, { signal }),
  initialPageParam: '',
  getNextPageParam: (last) => last.next ?? undefined,
  refetchInterval: EVERY,
});

const lookAgain = (): Promise<void> => outdated(countUnreadRoute, listNotificationsRoute);

export async function markRead(notificationId: string): Promise<void> {
  await call(readNotificationRoute, { notificationId });
  await lookAgain();
}

/** What came after `upTo`, the newest one on the screen, has not been seen and stays unread. */
export async function markAllRead(upTo: string): Promise<void> {
  await call(readAllNotificationsRoute, { upTo });
  await lookAgain();
}
