import { showReviewRoute } from '@interlock/contract/change-reviews.ts';
import type { ChangeDetail } from '@interlock/contract/changes.ts';
import { useQuery } from '@tanstack/react-query';
import { Arrival } from '../../lib/browser/arrival.tsx';
import { reads } from '../../lib/calls/query.ts';
import { useMay } from '../../lib/session/session.ts';
import { ErrorState } from '../../ui/feedback/error-state.tsx';
import { Skeleton } from '../../ui/feedback/skeleton.tsx';
import { ReviewTasks } from '../change-tasks/index.ts';
import { LessonsCard } from '../improvements/index.ts';
import { IncidentsCard } from '../incidents/index.ts';
import { Answers } from './answers.tsx';
import { PlannedAndActual } from './planned-and-actual.tsx';

/** Looking back on a change: who does it, what was planned against what was, the questions, incidents, and what was learnt. */
export function ReviewTab({ change }: { change: ChangeDetail }) {
  const changeId = change.id;
  const mayLink = useMay('change.move');
  const review = useQuery(reads(showReviewRoute, { changeId }));
  if (review.isPending) return <Skeleton rows={6} />;
  if (review.isError) return <ErrorState error={review.error} onRetry={() => void review.refetch()} />;
  return (
    <div className="flex flex-col gap-4">
      <ReviewTasks change={change} />
      <PlannedAndActual review={review.data} />
      <Answers changeId={changeId} review={review.data} />
      <IncidentsCard changeId={changeId} mayLink={mayLink} />
      <Arrival at="lessons">
        <LessonsCard changeId={changeId} mayAdd={review.data.mayAddLesson} />
      </Arrival>
    </div>
  );
}
