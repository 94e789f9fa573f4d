import { listUntoldRoute, tellAgainRoute, type Untold } from '@interlock/contract/untold.ts';
import { t } from '@lingui/core/macro';
import { useInfiniteQuery } from '@tanstack/react-query';
import { say } from '../../lib/browser/notices.ts';
import { call } from '../../lib/calls/call.ts';
import { outdated } from '../../lib/calls/query.ts';
import { useAction } from '../../lib/calls/use-action.ts';
import { Card } from '../../ui/layout/card.tsx';
import { eventWord } from '../communication/index.ts';
import { itemsOf, TriedList } from './tried-list.tsx';
import { TriedRow } from './tried-row.tsx';

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
  if (list.isPending || (list.isSuccess && itemsOf(list).length === 0)) return null;
  return (
    <Card title={t`Not told on`} flush>
      <p className="px-4 py-3 text-sm text-fg-2">
        {t`Of these acts no mail and no post was written, because the server failed over it. Bells and the inbox have what they had.`}
      </p>
      <TriedList
        list={list}
        again={again}
        row={(one, onAgain) => <UntoldRow key={one.id} untold={one} onAgain={onAgain} />}
      />
    </Card>
  );
}

function UntoldRow({ untold: { kind, about, at, tries, dueAt, problem }, onAgain }: Row) {
  return (
    <TriedRow
      name={about.label}
      words={eventWord[kind]()}
      problem={problem}
      at={at}
      tries={tries}
      next={dueAt}
      stands={dueAt ? { tone: 'med', words: t`Failed, tried again` } : { tone: 'crit', words: t`Given up` }}
      retry={t`Tell again`}
      onAgain={onAgain}
    />
  );
}

type Row = { untold: Untold; onAgain: () => void };
