import { listRevisionsRoute, type Revision } from '@interlock/contract/changes.ts';
import { t } from '@lingui/core/macro';
import { useInfiniteQuery } from '@tanstack/react-query';
import { call } from '../../lib/calls/call.ts';
import { useViewer } from '../../lib/session/viewer.ts';
import { Button } from '../../ui/buttons/button.tsx';
import { EmptyState } from '../../ui/feedback/empty-state.tsx';
import { ErrorState } from '../../ui/feedback/error-state.tsx';
import { Skeleton } from '../../ui/feedback/skeleton.tsx';
import { Person } from '../../ui/glyphs/person.tsx';
import { Card } from '../../ui/layout/card.tsx';
import { ChangedValue } from '../../ui/values/changed-value.tsx';
import { Ago } from '../../ui/values/time.tsx';
import { fieldName, valueWord } from '../changes/index.ts';

/** Every edit of what approvers decide on, newest first, with what it altered. */
export function Revisions({ changeId }: { changeId: string }) {
  const revisions = useInfiniteQuery({
    queryKey: [listRevisionsRoute.path, changeId],
    queryFn: ({ pageParam, signal }) =>
      call(listRevisionsRoute, { changeId, limit: 20, ...(pageParam && { cursor: pageParam }) }, { signal }),
    initialPageParam: '',
    getNextPageParam: (last) => last.next ?? undefined,
  });
  const found = revisions.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Card title={t`Revisions`} flush>
      {revisions.isPending && <Skeleton />}
      {revisions.isError && <ErrorState error={revisions.error} onRetry={() => void revisions.refetch()} />}
      {revisions.isSuccess && found.length === 0 && (
        <EmptyState>{t`Nothing that approvers decide on was edited yet.`}</EmptyState>
      )}
      <ol>
        {found.map((revision) => (
          <OneRevision key={revision.revision} revision={revision} />
        ))}
      </ol>
      {revisions.hasNextPage && (
        <div className="p-4">
          <Button
            busy={revisions.isFetchingNextPage}
            onClick={() => void revisions.fetchNextPage()}
          >{t`Show earlier`}</Button>
        </div>
      )}
    </Card>
  );
}

function OneRevision({ revision }: { revision: Revision }) {
  const number = revision.revision;
  const { locale } = useViewer();
  return (
    <li className="border-b border-line px-4 py-3 last:border-b-0">
      <div className="mb-1.5 flex flex-wrap items-center gap-2 text-sm">
        <span className="font-semibold tabular-nums">{t`Revision ${number}`}</span>
        <Person person={revision.by} none={t`Nobody`} />
        <span className="text-xs text-fg-3">
          <Ago at={revision.at} />
        </span>
      </div>
      {revision.fields.map(({ field, before, after }) => (
        <ChangedValue
          key={field}
          name={fieldName(field)}
          before={valueWord(field, before, locale)}
          after={valueWord(field, after, locale)}
          named={(id) => revision.names[id] ?? id}
        />
      ))}
    </li>
  );
}
