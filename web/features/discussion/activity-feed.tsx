import { type Activity, listActivityRoute } from '@interlock/contract/changes.ts';
import { t } from '@lingui/core/macro';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { cx } from '../../lib/browser/cx.ts';
import { call } from '../../lib/calls/call.ts';
import { Button } from '../../ui/buttons/button.tsx';
import { EmptyState } from '../../ui/feedback/empty-state.tsx';
import { ErrorState } from '../../ui/feedback/error-state.tsx';
import { Skeleton } from '../../ui/feedback/skeleton.tsx';
import { Card } from '../../ui/layout/card.tsx';
import { ActivityEntry } from './activity-entry.tsx';
import { CommentBox } from './comment-box.tsx';

type Only = 'all' | 'comments' | 'history';
const kinds: Record<Only, () => string> = { all: () => t`All`, comments: () => t`Comments`, history: () => t`History` };
const every: readonly Only[] = ['all', 'comments', 'history'];

/** What happened to a change, newest first, and the place to say something. */
export function ActivityFeed({ changeId, mayComment }: { changeId: string; mayComment: boolean }) {
  const [only, setOnly] = useState<Only>('all');
  const activity = useInfiniteQuery({
    queryKey: [listActivityRoute.path, changeId, only],
    queryFn: ({ pageParam, signal }) =>
      call(listActivityRoute, { changeId, only, limit: 30, ...(pageParam && { cursor: pageParam }) }, { signal }),
    initialPageParam: '',
    getNextPageParam: (last) => last.next ?? undefined,
  });
  const entries = activity.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Card title={t`Activity`} aside={<Only only={only} onChange={setOnly} />} flush>
      {mayComment && (
        <div className="border-b border-line p-4">
          <CommentBox key={changeId} changeId={changeId} />
        </div>
      )}
      {activity.isPending && <Skeleton />}
      {activity.isError && <ErrorState error={activity.error} onRetry={() => void activity.refetch()} />}
      {activity.isSuccess && <Entries entries={entries} />}
      {activity.hasNextPage && (
        <div className="px-4 pb-4">
          <Button
            busy={activity.isFetchingNextPage}
            onClick={() => void activity.fetchNextPage()}
          >{t`Show earlier`}</Button>
        </div>
      )}
    </Card>
  );
}

function Entries({ entries }: { entries: readonly Activity[] }) {
  if (entries.length === 0) return <EmptyState>{t`Nothing yet.`}</EmptyState>;
  return (
    <ol className="flex flex-col gap-4 p-4">
      {entries.map((entry) => (
        <ActivityEntry key={entry.id} entry={entry} />
      ))}
    </ol>
  );
}

function Only({ only, onChange }: { only: Only; onChange: (only: Only) => void }) {
  return (
    <fieldset className="flex gap-1">
      <legend className="sr-only">{t`Show`}</legend>
      {every.map((one) => (
        <button
          key={one}
          type="button"
          aria-pressed={one === only}
          onClick={() => onChange(one)}
          className={cx(
            'min-h-6 rounded-md px-2 text-xs',
            one === only ? 'bg-hover font-medium' : 'text-fg-2 hover:bg-hover',
          )}
        >
          {kinds[one]()}
        </button>
      ))}
    </fieldset>
  );
}
