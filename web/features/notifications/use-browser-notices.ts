import { listNotificationsRoute } from '@interlock/contract/notifications.ts';
import { useEffect, useRef } from 'react';
import { showsBrowserNotices } from '../../lib/browser-notices.ts';
import { call } from '../../lib/call.ts';
import { sentenceOf } from './words.ts';

const MOST = 3;

/** When more is unread than before and nobody looks at the page, the browser shows what is new. Several tabs show it once. */
export function useBrowserNotices(unread: number | undefined): void {
  const before = useRef<number>(undefined);
  useEffect(() => {
    if (unread === undefined) return;
    const more = before.current === undefined ? 0 : unread - before.current;
    before.current = unread;
    if (more > 0 && showsBrowserNotices()) void show(Math.min(more, MOST));
  }, [unread]);
}

async function show(newest: number): Promise<void> {
  const { items } = await call(listNotificationsRoute, { unread: 'true', limit: newest });
  for (const { id, about, ...said } of items) {
    const shown = new Notification(`${about.label}: ${about.title}`, { body: sentenceOf(said), tag: id });
    shown.onclick = () => {
      window.focus();
      shown.close();
    };
  }
}
