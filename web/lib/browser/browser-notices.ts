const WANTED = 'interlock.browser-notices';

/** What this browser says to showing notifications; `none` where it knows none. */
export const browserNoticesAllowed = (): NotificationPermission | 'none' =>
  'Notification' in window ? Notification.permission : 'none';

export const wantsBrowserNotices = (): boolean => localStorage.getItem(WANTED) === 'yes';

export const keepBrowserNotices = (on: boolean): void => localStorage.setItem(WANTED, on ? 'yes' : 'no');

/** Whether something is shown now: allowed, wanted, and nobody is looking at the page. */
export const showsBrowserNotices = (): boolean =>
  browserNoticesAllowed() === 'granted' && wantsBrowserNotices() && document.visibilityState === 'hidden';
