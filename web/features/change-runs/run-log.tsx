import { listActivityRoute } from '@interlock/contract/changes.ts';
import { t } from '@lingui/core/macro';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { call } from '../../lib/calls/call.ts';
import { formatTime } from '../../lib/formats/format.ts';
import { useViewer } from '../../lib/session/viewer.ts';
import { ErrorState } from '../../ui/feedback/error-state.tsx';
import { Skeleton } from '../../ui/feedback/skeleton.tsx';
import { Card } from '../../ui/layout/card.tsx';
import { cancelWord, fieldName } from '../changes/index.ts';
import { detailOf, verbWord } from '../discussion/index.ts';

const newest = 25;

/** What happened last, read again whenever the run is another. */
export function RunLog({ changeId, stamp }: { changeId: string; stamp: string }) {
  const viewer = useViewer();
  const log = useQuery({
    queryKey: [listActivityRoute.path, changeId, 'run', stamp],
    queryFn: ({ signal }) => call(listActivityRoute, { changeId, limit: newest }, { signal }),
    placeholderData: keepPreviousData,
    gcTime: 0,
  });
  return (
    <Card title={t`Log`} flush>
      {log.isPending && <Skeleton rows={4} />}
      {log.isError && !log.data && <ErrorState error={log.error} onRetry={() => void log.refetch()} />}
      <ol className="py-1.5">
        {log.data?.items.map((entry) => (
          <li key={entry.id} className="flex gap-2.5 px-4 py-1 text-xs">
            <time dateTime={entry.at} className="shrink-0 text-fg-2 tabular-nums">
              {formatTime(entry.at, viewer)}
            </time>
            <span className="min-w-0 break-words">
              <span className="font-medium">{entry.actor.name}</span> {verbWord(entry.verb)}
              <span className="text-fg-2">{detailOf(entry, { cancelled: cancelWord, field: fieldName })}</span>
            </span>
          </li>
        ))}
      </ol>
    </Card>
  );
}
