import { t } from '@lingui/core/macro';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Card } from '../../ui/card.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { StateGlyph } from '../../ui/state-glyph.tsx';
import { Ago } from '../../ui/time.tsx';
import { inboxQuery } from '../inbox/index.ts';

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
        {items.slice(0, SHOWN).map(({ kind, change, why, since, roundId, questionId }) => (
          <li
            key={`${kind} ${change.id} ${questionId ?? roundId ?? ''}`}
            className="border-t border-line first:border-t-0"
          >
            <Link
              to="/changes/$number"
              params={{ number: change.number }}
              className="flex flex-col gap-0.5 px-4 py-2.5 hover:bg-hover"
            >
              <span className="flex items-center gap-2 text-xs text-fg-2">
                <StateGlyph kind={change.state.kind} held={change.onHold} />
                <span className="font-mono">{change.number}</span>
                <span className="ml-auto">
                  <Ago at={since} />
                </span>
              </span>
              <span className="truncate text-sm font-medium">{change.title}</span>
              <span className="truncate text-xs text-fg-2">{why}</span>
            </Link>
          </li>
        ))}
      </ul>
    </Card>
  );
}
