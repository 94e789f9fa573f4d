import { listNotificationsRoute } from '@interlock/contract/notifications.ts';
import { showsBrowserNotices } from '../../lib/browser-notices.ts';
import { call } from '../../lib/call.ts';
import { sentenceOf } from './words.ts';

const MOST = 3;

/** Several tabs show the same notification once. */
export async function showInBrowser(newest: number): Promise<void> {
  if (!showsBrowserNotices()) return;
  const { items } = await call(listNotificationsRoute, { unread: 'true', limit: Math.min(newest, MOST) });
  for (const { id, about, ...said } of items) {
    const shown = new Notification(`${about.label}: ${about.title}`, { body: sentenceOf(said), tag: id });
    shown.onclick = () => {
      window.focus();
      shown.close();
    };
  }
}
