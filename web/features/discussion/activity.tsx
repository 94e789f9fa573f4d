import { lazy, Suspense } from 'react';
import { Skeleton } from '../../ui/feedback/skeleton.tsx';

// It stands below what is read first, and brings the words for everything that can happen.
const ActivityFeed = lazy(() => import('./activity-feed.tsx').then((module) => ({ default: module.ActivityFeed })));

export function Activity(shown: { changeId: string; mayComment: boolean }) {
  return (
    <Suspense fallback={<Skeleton rows={6} />}>
      <ActivityFeed {...shown} />
    </Suspense>
  );
}
