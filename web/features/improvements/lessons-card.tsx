import { listImprovementsRoute } from '@interlock/contract/improvements.ts';
import { t } from '@lingui/core/macro';
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { reads } from '../../lib/calls/query.ts';
import { Button } from '../../ui/buttons/button.tsx';
import { EmptyState } from '../../ui/feedback/empty-state.tsx';
import { ErrorState } from '../../ui/feedback/error-state.tsx';
import { Skeleton } from '../../ui/feedback/skeleton.tsx';
import { Card } from '../../ui/layout/card.tsx';
import { ImprovementEntry } from './improvement-entry.tsx';

const LessonDialog = lazy(() => import('./lesson-dialog.tsx'));

/** What was learnt from one change, as it stands in the register. */
export function LessonsCard({ changeId, mayAdd }: { changeId: string; mayAdd: boolean }) {
  const [adding, setAdding] = useState(false);
  const lessons = useQuery(reads(listImprovementsRoute, { change: changeId, limit: 100 }));
  const items = lessons.data?.items ?? [];
  return (
    <Card
      flush
      title={t`Lessons`}
      aside={mayAdd && <Button onClick={() => setAdding(true)}>{t`Keep a lesson`}</Button>}
    >
      {lessons.isPending && <Skeleton rows={2} />}
      {lessons.isError && <ErrorState error={lessons.error} onRetry={() => void lessons.refetch()} />}
      {lessons.isSuccess && items.length === 0 && <EmptyState>{t`Nothing was learnt from it so far.`}</EmptyState>}
      <ul>
        {items.map((one) => (
          <ImprovementEntry key={one.id} improvement={one} />
        ))}
      </ul>
      <Suspense>{adding && <LessonDialog changeId={changeId} onClose={() => setAdding(false)} />}</Suspense>
    </Card>
  );
}
