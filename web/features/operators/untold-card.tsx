import { listUntoldRoute, tellAgainRoute, type Untold } from '@interlock/contract/untold.ts';
import { plural, t } from '@lingui/core/macro';
import { useInfiniteQuery } from '@tanstack/react-query';
import { call } from '../../lib/call.ts';
import { say } from '../../lib/notices.ts';
import { outdated } from '../../lib/query.ts';
import { useAction } from '../../lib/use-action.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { RefusalNote } from '../../ui/refusal-note.tsx';
import { Ago, At } from '../../ui/time.tsx';
import { eventWord } from '../communication/index.ts';

const EVERY = 30_000;

/** Acts of which no mail and no post was even written. There are none, unless something is broken. */
export function UntoldCard() {
  const list = useInfiniteQuery({
    queryKey: [listUntoldRoute.path],
    queryFn: ({ pageParam, signal }) =>
      call(listUntoldRoute, { limit: 25, ...(pageParam && { cursor: pageParam }) }, { signal }),
    initialPageParam: '',
    getNextPageParam: (last) => last.next ?? undefined,
    refetchInterval: EVERY,
  });
  const again = useAction(async (noticeId: string, key) => {
    await call(tellAgainRoute, { noticeId }, { key });
    await outdated(listUntoldRoute);
    say(t`It is tried again now. If it fails once more, it stands here again.`);
  });
  const items = list.data?.pages.flatMap((page) => page.items) ?? [];
  if (list.isPending || (list.isSuccess && items.length === 0)) return null;
  return (
    <Card title={t`Not told on`} flush>
      <p className="px-4 py-3 text-sm text-fg-2">
        {t`Of these acts no mail and no post was written, because the server failed over it. Bells and the inbox have what they had.`}
      </p>
      {again.refusal && (
        <div className="px-4 pb-3">
          <RefusalNote refusal={again.refusal} />
        </div>
      )}
      {list.isError && <ErrorState error={list.error} onRetry={() => void list.refetch()} />}
      <ul>
        {items.map((one) => (
          <UntoldRow key={one.id} untold={one} onAgain={() => void again.run(one.id)} />
        ))}
      </ul>
      {list.hasNextPage && (
        <div className="p-3">
          <Button busy={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>{t`Show more`}</Button>
        </div>
      )}
    </Card>
  );
}

function UntoldRow({ untold: { kind, about, at, tries, dueAt, problem }, onAgain }: Row) {
  const { label } = about;
  return (
    <li className="flex flex-wrap items-start gap-x-4 gap-y-1 border-t border-line px-4 py-2.5 text-sm">
      <div className="min-w-0 grow basis-64">
        <div>
          <span className="font-medium">{label}</span>
          <span className="text-fg-2">{` · ${eventWord[kind]()}`}</span>
        </div>
        <p className="text-xs break-words text-fg-2">{problem}</p>
        <div className="text-xs text-fg-3">
          <Ago at={at} />
          {` · ${plural(tries, { one: '# try', other: '# tries' })}`}
          {dueAt && (
            <>
              {' · '}
              {t`again`} <At at={dueAt} />
            </>
          )}
        </div>
      </div>
      <div className="flex min-h-8 items-center gap-2">
        <Badge tone={dueAt ? 'med' : 'crit'}>{dueAt ? t`Failed, tried again` : t`Given up`}</Badge>
        <Button kind="quiet" aria-label={t`Tell again: ${label}`} onClick={onAgain}>{t`Tell again`}</Button>
      </div>
    </li>
  );
}

type Row = { untold: Untold; onAgain: () => void };
