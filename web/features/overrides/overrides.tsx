import { type Enforcement, enforcements } from '@interlock/contract/models.ts';
import { countOverridesRoute, listOverridesRoute } from '@interlock/contract/overrides.ts';
import { t } from '@lingui/core/macro';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { call, type InputOf } from '../../lib/calls/call.ts';
import { reads } from '../../lib/calls/query.ts';
import { Button, ShowMore } from '../../ui/buttons/button.tsx';
import { EmptyState } from '../../ui/feedback/empty-state.tsx';
import { ErrorState } from '../../ui/feedback/error-state.tsx';
import { Skeleton } from '../../ui/feedback/skeleton.tsx';
import { Page } from '../../ui/layout/page.tsx';
import { TopBar } from '../../ui/layout/top-bar.tsx';
import { OverrideEntry } from './override-entry.tsx';
import { degreeWord, guardWord } from './words.ts';

export type Narrowed = { guard?: string; model?: string; degree?: string };

/** Every guard that was gone past: how often, and by whom and why. Each number opens its rows. */
export function Overrides() {
  const narrowed: Narrowed = useSearch({ from: '/signed-in/overrides' });
  const navigate = useNavigate({ from: '/overrides' });
  const narrow = (next: Narrowed) => void navigate({ search: next, replace: true });
  const list = useInfiniteQuery({
    queryKey: [listOverridesRoute.path, narrowed],
    queryFn: ({ pageParam, signal }) => call(listOverridesRoute, inputOf(narrowed, pageParam), { signal }),
    initialPageParam: '',
    getNextPageParam: (last) => last.next ?? undefined,
  });
  const items = list.data?.pages.flatMap((page) => page.items) ?? [];
  const isNarrow = Object.keys(narrowed).length > 0;
  return (
    <>
      <TopBar crumbs={[t`Overrides`]} />
      <Page
        title={t`Overrides`}
        intro={t`Moves that went past a guard which was not met: who took it on themselves, and why.`}
        actions={isNarrow && <Button kind="quiet" onClick={() => narrow({})}>{t`Show all`}</Button>}
      >
        <Counts narrowed={narrowed} onNarrow={narrow} />
        {list.isPending && <Skeleton rows={6} />}
        {list.isError && items.length === 0 && <ErrorState error={list.error} onRetry={() => void list.refetch()} />}
        {list.isSuccess && items.length === 0 && (
          <EmptyState>{isNarrow ? t`Nothing matches.` : t`No move has gone past a guard yet.`}</EmptyState>
        )}
        {items.length > 0 && (
          <ul className="rounded-lg border border-line bg-surface shadow-card">
            {items.map((override) => (
              <OverrideEntry key={override.id} override={override} changeShown />
            ))}
          </ul>
        )}
        <ShowMore list={list} className="mt-3" />
      </Page>
    </>
  );
}

const isDegree = (word: string | undefined): word is Enforcement =>
  enforcements.some((enforcement) => enforcement === word);

function inputOf({ guard, model, degree }: Narrowed, cursor: string): InputOf<typeof listOverridesRoute> {
  return {
    limit: 50,
    ...(cursor && { cursor }),
    ...(guard && { guard }),
    ...(model && { model }),
    ...(isDegree(degree) && { degree }),
  };
}

function Counts({ narrowed, onNarrow }: { narrowed: Narrowed; onNarrow: (next: Narrowed) => void }) {
  const counts = useQuery(reads(countOverridesRoute, {}));
  const items = counts.data?.items ?? [];
  if (items.length === 0) return null;
  return (
    <table aria-label={t`How often`} className="mb-5 w-full max-w-2xl text-sm">
      <thead className="text-left text-xs text-fg-2">
        <tr>
          <th scope="col" className="py-1 pr-3 font-normal">{t`Guard`}</th>
          <th scope="col" className="py-1 pr-3 font-normal">{t`Model`}</th>
          <th scope="col" className="py-1 pr-3 font-normal">{t`How`}</th>
          <th scope="col" className="py-1 text-right font-normal">{t`Times`}</th>
        </tr>
      </thead>
      <tbody>
        {items.map(({ guard, model, degree, count }) => {
          const chosen = narrowed.guard === guard && narrowed.model === model.id && narrowed.degree === degree;
          const name = guardWord(guard);
          return (
            <tr key={`${guard} ${model.id} ${degree}`} className="border-t border-line">
              <td className="py-1 pr-3">{name}</td>
              <td className="py-1 pr-3">{model.name}</td>
              <td className="py-1 pr-3 text-fg-2">{degreeWord[degree]()}</td>
              <td className="py-1 text-right">
                <Button
                  kind={chosen ? 'selected' : 'quiet'}
                  aria-pressed={chosen}
                  aria-label={t`${count} of ${name}, ${model.name}: show them`}
                  className="tabular-nums"
                  onClick={() => onNarrow(chosen ? {} : { guard, model: model.id, degree })}
                >
                  {count}
                </Button>
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
