import { useEffect, useRef } from 'react';

/** When more is unread than before and nobody looks at the page, the browser shows what is new, where that is wanted. */
export function useBrowserNotices(unread: number | undefined): void {
  const before = useRef<number>(undefined);
  useEffect(() => {
    if (unread === undefined) return;
    const more = unread - (before.current ?? unread);
    before.current = unread;
    if (more > 0 && document.hidden)
      void import('./show-in-browser.ts').then(({ showInBrowser }) => showInBrowser(more));
  }, [unread]);
}
