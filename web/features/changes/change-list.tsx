import { listChangesRoute } from '@interlock/contract/changes.ts';
import { exportChangesRoute, exportColumns } from '@interlock/contract/exports.ts';
import { plural, t } from '@lingui/core/macro';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { lazy, Suspense, useCallback } from 'react';
import { call } from '../../lib/call.ts';
import { useMay } from '../../lib/session.ts';
import { Button, buttonLook } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { Page } from '../../ui/page.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { TopBar } from '../../ui/top-bar.tsx';
import { ExportButton } from '../exports/index.ts';
import { ChangeFilters } from './change-filters.tsx';
import { ChangeTable } from './change-table.tsx';
import type { Filters } from './filters.ts';
import { listInput } from './list-input.ts';
import { useListSettings } from './list-settings.ts';

const ListLook = lazy(() => import('./list-look.tsx'));
const ViewMenu = lazy(() => import('./view-menu.tsx'));

/** Every change that one may see, newest first. The filters stand in the address, so a list can be sent to somebody. */
export function ChangeList() {
  const filters: Filters = useSearch({ from: '/signed-in/changes' });
  const navigate = useNavigate({ from: '/changes' });
  const mayRaise = useMay('change.raise');
  const changes = useInfiniteQuery({
    queryKey: [listChangesRoute.path, filters],
    queryFn: ({ pageParam, signal }) => call(listChangesRoute, listInput(filters, pageParam), { signal }),
    initialPageParam: '',
    getNextPageParam: (last) => last.next ?? undefined,
    placeholderData: keepPreviousData,
  });
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = changes;
  const more = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, fetchNextPage]);
  const narrow = (next: Filters) => void navigate({ search: next, replace: true });
  const rows = changes.data?.pages.flatMap((page) => page.items) ?? [];
  const { limit: _limit, cursor: _cursor, ...exported } = listInput(filters, '');
  const shown = ['number', 'title', ...useListSettings().columns];
  const filtered = Object.keys(filters).length > 0;
  return (
    <>
      <TopBar crumbs={[t`Changes`]}>
        <Suspense>
          <ViewMenu filters={filters} onOpen={narrow} />
        </Suspense>
        {mayRaise && <NewChangeLink />}
      </TopBar>
      <Page title={t`Changes`} fill>
        <ChangeFilters filters={filters} onChange={narrow} />
        {changes.isPending && <Skeleton rows={10} />}
        {changes.isError && rows.length === 0 && (
          <ErrorState error={changes.error} onRetry={() => void changes.refetch()} />
        )}
        {changes.isSuccess && rows.length === 0 && filtered && (
          <EmptyState action={<Button onClick={() => narrow({})}>{t`Clear filters`}</Button>}>
            {t`No change matches these filters.`}
          </EmptyState>
        )}
        {changes.isSuccess && rows.length === 0 && !filtered && (
          <EmptyState action={mayRaise && <NewChangeLink />}>{t`No change was raised yet.`}</EmptyState>
        )}
        {rows.length > 0 && (
          <div className="mb-2 flex flex-wrap items-center justify-between gap-2">
            <Count loaded={rows.length} more={hasNextPage} />
            <div className="flex gap-2">
              <Suspense>
                <ListLook />
              </Suspense>
              <ExportButton route={exportChangesRoute} filters={exported} columns={{ shown, every: exportColumns }} />
            </div>
          </div>
        )}
        {rows.length > 0 && (
          <ChangeTable rows={rows} more={hasNextPage} reading={isFetchingNextPage} onNearEnd={more} />
        )}
      </Page>
    </>
  );
}

/** How many there are, as far as is known: the list is read page by page. */
function Count({ loaded, more }: { loaded: number; more: boolean }) {
  return (
    <p role="status" className="text-xs text-fg-2 tabular-nums">
      {more ? plural(loaded, { other: '# and more' }) : plural(loaded, { one: '# change', other: '# changes' })}
    </p>
  );
}

function NewChangeLink() {
  return <Link to="/changes/new" className={buttonLook('primary')}>{t`New change`}</Link>;
}
