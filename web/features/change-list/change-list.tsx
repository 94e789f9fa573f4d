import { exportChangesRoute, exportColumns } from '@interlock/contract/exports.ts';
import { plural, t } from '@lingui/core/macro';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { lazy, type ReactNode, Suspense, useMemo } from 'react';
import { useMediaQuery } from '../../lib/browser/use-media-query.ts';
import { useMay } from '../../lib/session/session.ts';
import { Button, buttonLook } from '../../ui/buttons/button.tsx';
import { EmptyState } from '../../ui/feedback/empty-state.tsx';
import { Skeleton } from '../../ui/feedback/skeleton.tsx';
import { Page } from '../../ui/layout/page.tsx';
import { TopBar } from '../../ui/layout/top-bar.tsx';
import {
  ChangeFilters,
  type Filters,
  filtersOf,
  type ListSearch,
  lookOf,
  withFilters,
} from '../change-filters/index.ts';
import { GroupMenu, groupingOf, ListError, narrowedBy, useListSettings, useRows } from '../change-rows/index.ts';
import { ExportButton } from '../exports/index.ts';
import { useDefaultView, ViewMenu } from '../views/index.ts';
import { ChangeTable } from './change-table.tsx';
import { LayoutSwitch } from './layout-switch.tsx';

const ListLook = lazy(() => import('./list-look.tsx'));
const ChangeBoard = lazy(() => import('./change-board.tsx'));
const ChangeGroups = lazy(() => import('./change-groups.tsx'));

/** Every change that one may see. What it is narrowed to and how it is shown stand in the address, so it can be sent to somebody. */
export function ChangeList() {
  const search: ListSearch = useSearch({ from: '/signed-in/changes' });
  const navigate = useNavigate({ from: '/changes' });
  const mayRaise = useMay('change.raise');
  const begins = useDefaultView(search);
  const go = (next: ListSearch) => void navigate({ search: next, replace: true });
  const { filters, look } = useMemo(() => ({ filters: filtersOf(search), look: lookOf(search) }), [search]);
  const narrow = (next: Filters) => go({ ...next, ...look });
  const isBoard = look.layout === 'board';
  const by = groupingOf(look.group);
  const shown = ['number', 'title', ...useListSettings().columns];
  const { sort: _sort, ...narrowed } = filters;
  const isNarrowed = Object.keys(narrowed).length > 0;
  const clear = () =>
    go({ ...(begins.has && { view: 'all' }), ...(isBoard && { layout: 'board' }), ...(by && { group: by }) });
  const nothing = isNarrowed ? (
    <EmptyState action={<Button onClick={clear}>{t`Clear filters`}</Button>}>
      {t`No change matches these filters.`}
    </EmptyState>
  ) : (
    <EmptyState action={mayRaise && <NewChangeLink />}>{t`No change was raised yet.`}</EmptyState>
  );
  const part = { filters, nothing };
  return (
    <>
      <TopBar crumbs={[t`Changes`]}>
        <Suspense>
          <ViewMenu search={search} onOpen={go} />
        </Suspense>
        {mayRaise && <NewChangeLink />}
      </TopBar>
      <Page title={t`Changes`} fill>
        {begins.isPending ? (
          <Skeleton rows={10} />
        ) : (
          <ListBody {...part} by={by} isBoard={isBoard} onNarrow={narrow} onClear={clear} onGo={go} look={look}>
            <LayoutSwitch
              isBoard={isBoard}
              onChoose={(board) => go({ ...filters, ...look, layout: board ? 'board' : '' })}
            />
            {!isBoard && <GroupMenu by={by} onChoose={(group) => go({ ...filters, ...look, group: group ?? '' })} />}
            <Suspense>{!isBoard && <ListLook />}</Suspense>
            <ExportButton
              route={exportChangesRoute}
              filters={narrowedBy(filters)}
              columns={{ shown, every: exportColumns }}
            />
          </ListBody>
        )}
      </Page>
    </>
  );
}

type BodyProps = {
  filters: Filters;
  look: ReturnType<typeof lookOf>;
  nothing: ReactNode;
  by: ReturnType<typeof groupingOf>;
  isBoard: boolean;
  onNarrow: (filters: Filters) => void;
  onClear: () => void;
  onGo: (search: ListSearch) => void;
  /** What can be done with the list. */
  children: ReactNode;
};

function ListBody({ filters, look, nothing, by, isBoard, onNarrow, onClear, onGo, children }: BodyProps) {
  const isPlain = !isBoard && by === undefined;
  const narrowOnBoard = useMediaQuery('(max-width: 767px)') && isBoard;
  const found = useRows(filters, isPlain);
  const { rows } = found;
  const named = rows.flatMap(({ assignee, requester, team }) => [assignee ?? [], requester ?? [], team ?? []].flat());
  const names = new Map(named.map(({ id, name }) => [id, name]));
  const openState = (state: string) => {
    const { layout: _layout, ...rest } = look;
    onGo({ ...withFilters(filters, { state }), ...rest, ...(rest.view === undefined && { view: 'all' }) });
  };
  return (
    <>
      <ChangeFilters filters={filters} names={names} onChange={onNarrow} onClear={onClear} />
      <div className="mb-2 flex flex-wrap items-center justify-between gap-2">
        {isPlain && rows.length > 0 ? <Count loaded={rows.length} more={found.hasNextPage} /> : <span />}
        <div className={narrowOnBoard ? 'flex flex-wrap gap-2' : 'flex flex-wrap justify-end gap-2'}>{children}</div>
      </div>
      <Suspense fallback={<Skeleton rows={10} />}>
        {isBoard && <ChangeBoard filters={filters} onOpenState={openState} />}
        {!isBoard && by && <ChangeGroups filters={filters} by={by} nothing={nothing} />}
      </Suspense>
      {isPlain && found.isPending && <Skeleton rows={10} />}
      {isPlain && found.isError && rows.length === 0 && (
        <ListError error={found.error} onRetry={() => void found.refetch()} />
      )}
      {isPlain && found.isSuccess && rows.length === 0 && nothing}
      {isPlain && rows.length > 0 && (
        <ChangeTable rows={rows} more={found.hasNextPage} reading={found.isFetchingNextPage} onNearEnd={found.more} />
      )}
    </>
  );
}

/** How many there are, as far as is known: the list is read page by page. */
function Count({ loaded, more }: { loaded: number; more: boolean }) {
  return (
    <p role="status" className="text-xs text-fg-2 tabular-nums">
      {more ? plural(loaded, { other: 'The first #' }) : plural(loaded, { one: '# change', other: '# changes' })}
    </p>
  );
}

function NewChangeLink() {
  return <Link to="/changes/new" className={buttonLook('primary')}>{t`New change`}</Link>;
}
