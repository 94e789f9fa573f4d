import { t } from '@lingui/core/macro';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Button } from '../../ui/buttons/button.tsx';
import { EmptyState } from '../../ui/feedback/empty-state.tsx';
import { ErrorState } from '../../ui/feedback/error-state.tsx';
import { Skeleton } from '../../ui/feedback/skeleton.tsx';
import { NotificationRow } from './notification-row.tsx';
import { markRead, notificationsQuery } from './notifications-query.ts';

/** What I was told, newest first. Opening one marks it as read. */
export function NotificationList({ onLeave }: { onLeave: () => void }) {
  const told = useInfiniteQuery(notificationsQuery);
  const items = told.data?.pages.flatMap((page) => page.items) ?? [];
  if (told.isPending) return <Skeleton rows={4} />;
  if (told.isError && items.length === 0) {
    return <ErrorState error={told.error} onRetry={() => void told.refetch()} />;
  }
  if (items.length === 0) {
    return (
      <EmptyState>
        {t`Nothing yet. You hear here when somebody mentions you, asks you, or hands something over to you.`}
      </EmptyState>
    );
  }
  function open(id: string, read: boolean): void {
    onLeave();
    // Where it cannot be marked it stays unread, and the change opens all the same.
    if (!read) markRead(id).catch(() => {});
  }
  return (
    <>
      <ol>
        {items.map((one) => (
          <NotificationRow key={one.id} told={one} onOpen={() => open(one.id, one.read)} />
        ))}
      </ol>
      {told.hasNextPage && (
        <div className="border-t border-line px-4 py-3">
          <Button busy={told.isFetchingNextPage} onClick={() => void told.fetchNextPage()}>{t`Show earlier`}</Button>
        </div>
      )}
    </>
  );
}
