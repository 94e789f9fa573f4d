import { listNotificationsRoute } from '@interlock/contract/notifications.ts';
import { showsBrowserNotices } from '../../lib/browser/browser-notices.ts';
import { call } from '../../lib/calls/call.ts';
import { sentenceOf } from './words.ts';

const MOST = 3;

/** Shows what is unread and newer than the notification of this id, the newest last. Several tabs show the same one once. */
export async function showInBrowser(known: string): Promise<void> {
  if (!showsBrowserNotices()) return;
  const { items } = await call(listNotificationsRoute, { unread: 'true', limit: MOST });
  for (const { id, about, ...said } of items.filter((one) => one.id > known).reverse()) {
    const shown = new Notification(`${about.label}: ${about.title}`, { body: sentenceOf(said), tag: id });
    shown.onclick = () => {
      window.focus();
      shown.close();
    };
  }
}
