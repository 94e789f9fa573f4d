import { listImprovementsRoute } from '@interlock/contract/improvements.ts';
import { keysOf } from '@interlock/contract/keys-of.ts';
import { t } from '@lingui/core/macro';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { call } from '../../lib/calls/call.ts';
import { ShowMore } from '../../ui/buttons/button.tsx';
import { EmptyState } from '../../ui/feedback/empty-state.tsx';
import { ErrorState } from '../../ui/feedback/error-state.tsx';
import { Skeleton } from '../../ui/feedback/skeleton.tsx';
import { Choices } from '../../ui/fields/choices.tsx';
import { Page } from '../../ui/layout/page.tsx';
import { TopBar } from '../../ui/layout/top-bar.tsx';
import { ImprovementEntry } from './improvement-entry.tsx';

const live = ['open', 'in_progress'] as const;

/** What each choice asks for, by its word in the address. */
const asked = {
  live: { state: [...live] },
  mine: { state: [...live], mine: 'true' as const },
  overdue: { overdue: 'true' as const },
  over: { state: ['done' as const, 'dropped' as const] },
};
type Show = keyof typeof asked;

const words: Record<Show, () => string> = {
  live: () => t`Open`,
  mine: () => t`Mine`,
  overdue: () => t`Overdue`,
  over: () => t`Over`,
};

const empty: Record<Show, () => string> = {
  live: () => t`Nothing is open. A lesson is kept on the page of a change, under Review.`,
  mine: () => t`Nothing here is yours to see to.`,
  overdue: () => t`Nothing is overdue.`,
  over: () => t`Nothing has been done or dropped yet.`,
};

/** The improvement register: what was learnt from changes, who sees to it, and by when. */
export function Improvements() {
  const { show: wanted } = useSearch({ from: '/signed-in/improvements' });
  const show = keysOf(asked).find((one) => one === wanted) ?? 'live';
  const navigate = useNavigate({ from: '/improvements' });
  const list = useInfiniteQuery({
    queryKey: [listImprovementsRoute.path, 'list', show],
    queryFn: ({ pageParam, signal }) =>
      call(listImprovementsRoute, { ...asked[show], limit: 50, ...(pageParam && { cursor: pageParam }) }, { signal }),
    initialPageParam: '',
    getNextPageParam: (last) => last.next ?? undefined,
    placeholderData: keepPreviousData,
  });
  const items = list.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <>
      <TopBar crumbs={[t`Improvements`]} />
      <Page
        title={t`Improvements`}
        intro={t`What was learnt from changes: who sees to it, by when, and what came of it.`}
      >
        <div className="mb-4">
          <Choices
            label={t`Which`}
            value={show}
            options={keysOf(asked).map((one) => ({ value: one, label: words[one]() }))}
            onChange={(one) => void navigate({ search: one === 'live' ? {} : { show: one }, replace: true })}
          />
        </div>
        {list.isPending && <Skeleton rows={6} />}
        {list.isError && items.length === 0 && <ErrorState error={list.error} onRetry={() => void list.refetch()} />}
        {list.isSuccess && items.length === 0 && <EmptyState>{empty[show]()}</EmptyState>}
        {items.length > 0 && (
          <ul className="rounded-lg border border-line bg-surface shadow-card">
            {items.map((one) => (
              <ImprovementEntry key={one.id} improvement={one} changeShown />
            ))}
          </ul>
        )}
        <ShowMore list={list} className="mt-3" />
      </Page>
    </>
  );
}
