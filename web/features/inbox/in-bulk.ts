import type { ChangeItem, InboxItem } from '@interlock/contract/inbox.ts';

/** What can be approved together: decisions on changes of the lowest priority. */
export const inBulk = (items: readonly InboxItem[]): ChangeItem[] =>
  items
    .filter((item): item is ChangeItem => item.change !== null)
    .filter(({ kind, change }) => kind === 'decide' && change.priority === 4)
    .slice(0, 50);
