import { t } from '@lingui/core/macro';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { placeOf } from '../../lib/browser/place-of.ts';
import { ErrorState } from '../../ui/feedback/error-state.tsx';
import { Skeleton } from '../../ui/feedback/skeleton.tsx';
import { Card } from '../../ui/layout/card.tsx';
import { Ago } from '../../ui/values/time.tsx';
import { inboxQuery, keyOf, WaitGlyph } from '../inbox/index.ts';

const SHOWN = 5;

/** What waits for me, the longest wait first. */
export function Waiting() {
  const inbox = useInfiniteQuery(inboxQuery);
  const items = inbox.data?.pages.flatMap((page) => page.items) ?? [];
  const count = inbox.hasNextPage ? `${items.length}+` : String(items.length);
  return (
    <Card
      title={t`Waiting for you`}
      flush
      aside={
        items.length > 0 && (
          <Link to="/inbox" className="text-sm underline underline-offset-2">
            {t`All ${count}`}
          </Link>
        )
      }
    >
      {inbox.isPending && <Skeleton rows={4} />}
      {inbox.isError && items.length === 0 && <ErrorState error={inbox.error} onRetry={() => void inbox.refetch()} />}
      {inbox.isSuccess && items.length === 0 && (
        <p className="px-4 py-6 text-sm text-fg-2">{t`Nothing waits for you.`}</p>
      )}
      <ul>
        {items.slice(0, SHOWN).map((item) => (
          <li key={keyOf(item)} className="border-t border-line first:border-t-0">
            <Link {...placeOf(item.about)} className="flex flex-col gap-0.5 px-4 py-2.5 hover:bg-hover">
              <span className="flex items-center gap-2 text-xs text-fg-2">
                <WaitGlyph item={item} />
                <span className="truncate font-mono">{item.about.label}</span>
                <span className="ml-auto shrink-0">
                  <Ago at={item.since} />
                </span>
              </span>
              <span className="truncate text-sm font-medium">{item.about.title}</span>
              <span className="truncate text-xs text-fg-2">{item.why}</span>
            </Link>
          </li>
        ))}
      </ul>
    </Card>
  );
}
