import { listIncidentsRoute } from '@interlock/contract/incidents.ts';
import { keysOf } from '@interlock/contract/keys-of.ts';
import { t } from '@lingui/core/macro';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { lazy, Suspense, useState } from 'react';
import { call } from '../../lib/calls/call.ts';
import { useMay } from '../../lib/session/session.ts';
import { Button, ShowMore } from '../../ui/buttons/button.tsx';
import { EmptyState } from '../../ui/feedback/empty-state.tsx';
import { ErrorState } from '../../ui/feedback/error-state.tsx';
import { Skeleton } from '../../ui/feedback/skeleton.tsx';
import { Choices } from '../../ui/fields/choices.tsx';
import { TextInput } from '../../ui/fields/input.tsx';
import { Page } from '../../ui/layout/page.tsx';
import { TopBar } from '../../ui/layout/top-bar.tsx';
import { IncidentEntry } from './incident-entry.tsx';

const LinkDialog = lazy(() => import('./link-dialog.tsx'));

/** What each choice asks for, by its word in the address. */
const asked = {
  all: {},
  undecided: { attribution: ['suggested' as const, 'suspected' as const] },
  caused: { kind: 'caused_by' as const, attribution: ['confirmed' as const] },
  fixed: { kind: 'fixed_by' as const, attribution: ['confirmed' as const] },
};
type Show = keyof typeof asked;

const words: Record<Show, () => string> = {
  all: () => t`All`,
  undecided: () => t`To decide`,
  caused: () => t`Caused by changes`,
  fixed: () => t`Fixed by changes`,
};

/** Incidents of other systems, with the changes that caused or fixed them. */
export function Incidents() {
  const mayRecord = useMay('change.move');
  const [recording, setRecording] = useState(false);
  const { show: wanted, q = '' } = useSearch({ from: '/signed-in/incidents' });
  const show = keysOf(asked).find((one) => one === wanted) ?? 'all';
  const navigate = useNavigate({ from: '/incidents' });
  const go = (next: { show?: string; q?: string }) => {
    const search = Object.entries({ show: show === 'all' ? '' : show, q, ...next }).filter(([, value]) => value);
    void navigate({ search: Object.fromEntries(search), replace: true });
  };
  const list = useInfiniteQuery({
    queryKey: [listIncidentsRoute.path, 'list', show, q],
    queryFn: ({ pageParam, signal }) =>
      call(
        listIncidentsRoute,
        { ...asked[show], limit: 50, ...(q && { q }), ...(pageParam && { cursor: pageParam }) },
        { signal },
      ),
    initialPageParam: '',
    getNextPageParam: (last) => last.next ?? undefined,
    placeholderData: keepPreviousData,
  });
  const items = list.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <>
      <TopBar crumbs={[t`Incidents`]}>
        {mayRecord && <Button kind="primary" onClick={() => setRecording(true)}>{t`Record an incident`}</Button>}
      </TopBar>
      <Page title={t`Incidents`} intro={t`What other systems report, and the changes that caused or fixed it.`}>
        <div className="mb-4 flex flex-wrap items-end gap-3">
          <TextInput
            label={t`Number`}
            type="search"
            className="w-48"
            value={q}
            onChange={(number) => go({ q: number })}
          />
          <Choices
            label={t`Which`}
            value={show}
            options={keysOf(asked).map((one) => ({ value: one, label: words[one]() }))}
            onChange={(one) => go({ show: one === 'all' ? '' : one })}
          />
        </div>
        {list.isPending && <Skeleton rows={6} />}
        {list.isError && items.length === 0 && <ErrorState error={list.error} onRetry={() => void list.refetch()} />}
        {list.isSuccess && items.length === 0 && (
          <EmptyState>{q || show !== 'all' ? t`Nothing matches.` : t`No incident is recorded yet.`}</EmptyState>
        )}
        {items.length > 0 && (
          <ul className="rounded-lg border border-line bg-surface shadow-card">
            {items.map((one) => (
              <IncidentEntry key={one.id} incident={one} links={one.links} changeShown />
            ))}
          </ul>
        )}
        <ShowMore list={list} className="mt-3" />
      </Page>
      <Suspense>{recording && <LinkDialog onClose={() => setRecording(false)} />}</Suspense>
    </>
  );
}
