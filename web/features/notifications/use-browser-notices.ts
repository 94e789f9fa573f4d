import { useEffect, useRef } from 'react';

/** When something newer is unread than before and nobody looks at the page, the browser shows it, where that is wanted. */
export function useBrowserNotices(newest: string | null | undefined): void {
  const known = useRef<string>(undefined);
  useEffect(() => {
    if (newest === undefined) return;
    const before = known.current;
    if (before !== undefined && (newest ?? '') <= before) return;
    known.current = newest ?? '';
    if (before !== undefined && document.hidden) {
      void import('./show-in-browser.ts').then(({ showInBrowser }) => showInBrowser(before));
    }
  }, [newest]);
}
