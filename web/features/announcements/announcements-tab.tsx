import { listAnnouncementsRoute } from '@interlock/contract/announcements.ts';
import type { ChangeDetail } from '@interlock/contract/changes.ts';
import { t } from '@lingui/core/macro';
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { reads } from '../../lib/calls/query.ts';
import { Button } from '../../ui/buttons/button.tsx';
import { EmptyState } from '../../ui/feedback/empty-state.tsx';
import { ErrorState } from '../../ui/feedback/error-state.tsx';
import { Skeleton } from '../../ui/feedback/skeleton.tsx';
import { Card } from '../../ui/layout/card.tsx';
import { AnnouncementEntry } from './announcement-entry.tsx';

const WriteDialog = lazy(() => import('./write-dialog.tsx'));

/** What is announced of a change: to whom, when, in which words, and what became of it. */
export function AnnouncementsTab({ change }: { change: ChangeDetail }) {
  const { id: changeId } = change;
  const [writing, setWriting] = useState(false);
  const announcements = useQuery({ ...reads(listAnnouncementsRoute, { changeId }), refetchInterval: 30_000 });
  const { items = [], mayWrite = false } = announcements.data ?? {};
  return (
    <Card
      flush
      title={t`Announcements`}
      aside={mayWrite && <Button onClick={() => setWriting(true)}>{t`Write an announcement`}</Button>}
    >
      {announcements.isPending && <Skeleton rows={3} />}
      {announcements.isError && <ErrorState error={announcements.error} onRetry={() => void announcements.refetch()} />}
      {announcements.isSuccess && items.length === 0 && (
        <EmptyState>
          {t`Nothing was announced yet. Users, support, operations and management can be told before the work, when it begins, when it is done, and when it is taken back.`}
        </EmptyState>
      )}
      <ul>
        {items.map((one) => (
          <AnnouncementEntry key={one.id} announcement={one} mayWrite={mayWrite} />
        ))}
      </ul>
      <Suspense>{writing && <WriteDialog change={change} onClose={() => setWriting(false)} />}</Suspense>
    </Card>
  );
}
