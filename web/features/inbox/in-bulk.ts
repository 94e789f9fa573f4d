import type { InboxItem } from '@interlock/contract/inbox.ts';

/** What can be approved together: decisions on changes of the lowest priority. */
export const inBulk = (items: readonly InboxItem[]): InboxItem[] =>
  items.filter(({ kind, change }) => kind === 'decide' && change.priority === 4).slice(0, 50);
