import { listAuditRoute } from '@interlock/contract/audit.ts';
import { exportAuditRoute } from '@interlock/contract/exports.ts';
import { t } from '@lingui/core/macro';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { call } from '../../lib/calls/call.ts';
import { instantsOfDays } from '../../lib/formats/local-time.ts';
import { useMay } from '../../lib/session/session.ts';
import { useViewer } from '../../lib/session/viewer.ts';
import { Button, buttonLook } from '../../ui/buttons/button.tsx';
import { EmptyState } from '../../ui/feedback/empty-state.tsx';
import { ErrorState } from '../../ui/feedback/error-state.tsx';
import { Skeleton } from '../../ui/feedback/skeleton.tsx';
import { Card } from '../../ui/layout/card.tsx';
import { Page } from '../../ui/layout/page.tsx';
import { TopBar } from '../../ui/layout/top-bar.tsx';
import { ExportButton } from '../exports/index.ts';
import { TakesRole } from '../identity/index.ts';
import { AuditFilters, type Search } from './audit-filters.tsx';
import { AuditRow } from './audit-row.tsx';
import { SealCard } from './seal-card.tsx';

/** Every act, newest first: who, by which way, on what, and all that was recorded with it. */
export function AuditLog() {
  const search: Search = useSearch({ from: '/signed-in/audit' });
  const navigate = useNavigate({ from: '/audit' });
  const { zone } = useViewer();
  const mayRead = useMay('audit.read');
  const asked = { ...search, ...instantsOfDays(search, zone) };
  const events = useInfiniteQuery({
    queryKey: [listAuditRoute.path, asked],
    queryFn: ({ pageParam, signal }) =>
      call(listAuditRoute, { ...asked, ...(pageParam && { cursor: pageParam }) }, { signal }),
    initialPageParam: '',
    getNextPageParam: (last) => last.next ?? undefined,
    placeholderData: keepPreviousData,
    enabled: mayRead,
  });
  const narrow = (next: Search) => void navigate({ search: next, replace: true });
  const found = events.data?.pages.flatMap((page) => page.items) ?? [];
  const verbs = useSeen(found.map((event) => event.verb));
  if (!mayRead) {
    return (
      <>
        <TopBar crumbs={[t`Audit`]} />
        <Page title={t`Audit`}>
          <TakesRole permission="audit.read" />
        </Page>
      </>
    );
  }
  return (
    <>
      <TopBar crumbs={[t`Audit`]}>
        <ExportButton route={exportAuditRoute} filters={asked} />
      </TopBar>
      <Page
        title={t`Audit`}
        intro={t`What was done, by whom and when. Nothing here can be altered; that you read it is recorded too.`}
        actions={
          <Link to="/audit/votes" className={buttonLook('plain')}>
            {t`Approvals to look at`}
          </Link>
        }
      >
        <SealCard />
        <AuditFilters search={search} verbs={verbs} onChange={narrow} />
        <Card flush>
          {events.isPending && <Skeleton rows={10} />}
          {events.isError && found.length === 0 && (
            <ErrorState error={events.error} onRetry={() => void events.refetch()} />
          )}
          {events.isSuccess && found.length === 0 && (
            <EmptyState action={<Button onClick={() => narrow({})}>{t`Clear filters`}</Button>}>
              {t`No event matches these filters.`}
            </EmptyState>
          )}
          <ol>
            {found.map((event) => (
              <AuditRow key={event.uid} event={event} onNarrow={(part) => narrow({ ...search, ...part })} />
            ))}
          </ol>
        </Card>
        {events.hasNextPage && (
          <Button className="mt-3" busy={events.isFetchingNextPage} onClick={() => void events.fetchNextPage()}>
            {t`Show earlier events`}
          </Button>
        )}
      </Page>
    </>
  );
}

/** All that passed by so far: a filter that hides the others does not take them from the offer. */
function useSeen(now: readonly string[]): string[] {
  const [seen, setSeen] = useState<string[]>([]);
  const fresh = [...new Set(now)].filter((one) => !seen.includes(one));
  useEffect(() => {
    if (fresh.length > 0) setSeen([...seen, ...fresh].sort());
  });
  return seen;
}
