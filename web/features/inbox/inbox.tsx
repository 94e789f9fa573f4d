import type { ChangeItem, InboxItem } from '@interlock/contract/inbox.ts';
import { t } from '@lingui/core/macro';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, useNavigate, useRouter, useSearch } from '@tanstack/react-router';
import { lazy, Suspense, useEffect, useRef, useState } from 'react';
import { useKeys } from '../../lib/browser/keys.ts';
import { useMediaQuery } from '../../lib/browser/use-media-query.ts';
import { useMay } from '../../lib/session/session.ts';
import { Button, buttonLook } from '../../ui/buttons/button.tsx';
import { EmptyState } from '../../ui/feedback/empty-state.tsx';
import { ErrorState } from '../../ui/feedback/error-state.tsx';
import { Skeleton } from '../../ui/feedback/skeleton.tsx';
import { useTitle } from '../../ui/layout/page.tsx';
import { TopBar } from '../../ui/layout/top-bar.tsx';
import { inBulk } from './in-bulk.ts';
import { InboxPreview } from './inbox-preview.tsx';
import { inboxQuery, keyOf } from './inbox-query.ts';
import { InboxRow } from './inbox-row.tsx';
import { placeIn, type Shown } from './next-in.ts';

const ApproveMany = lazy(() => import('./approve-many.tsx'));

const OtherPreview = lazy(() => import('./other-preview.tsx'));

/**
 * Everything that waits for me and why, with the whole of it beside. On a narrow screen one opens over the list, and the way
 * back of the browser closes it.
 */
export function Inbox() {
  useTitle(t`Inbox`);
  const inbox = useInfiniteQuery(inboxQuery);
  const wide = useMediaQuery('(min-width: 1024px)');
  const mayRaise = useMay('change.raise');
  const { item: chosen } = useSearch({ from: '/signed-in/inbox' });
  const navigate = useNavigate({ from: '/inbox' });
  const { history } = useRouter();
  const openedHere = useRef(false);
  const [bulk, setBulk] = useState<ChangeItem[]>();
  const items = inbox.data?.pages.flatMap((page) => page.items) ?? [];
  const shown = useRef<Shown & { jumped: boolean }>(undefined);
  const keys = items.map(keyOf);
  const present = wide || keys.includes(chosen ?? '') ? items[placeIn(keys, chosen, shown.current)] : undefined;
  const presentKey = present && keyOf(present);
  // What comes into the place of what was decided was chosen by nobody.
  const before = shown.current;
  const jumped = before?.key === presentKey ? (before?.jumped ?? false) : before !== undefined && presentKey !== chosen;
  useEffect(() => {
    if (presentKey) shown.current = { key: presentKey, at: keys.indexOf(presentKey), jumped };
  });
  function choose(item: InboxItem): void {
    const opens = !wide && !present;
    if (opens) openedHere.current = true;
    void navigate({ search: { item: keyOf(item) }, replace: !opens });
  }
  function close(): void {
    if (openedHere.current) history.back();
    else void navigate({ search: {}, replace: true });
    openedHere.current = false;
  }
  const step = (by: number) => () => {
    const next = items[Math.min(Math.max((present ? items.indexOf(present) : -1) + by, 0), items.length - 1)];
    if (next) choose(next);
  };
  useKeys({ j: step(1), k: step(-1) });
  const list = (
    <ul className="scroll min-h-0 grow overflow-y-auto">
      {items.map((item) => (
        <InboxRow key={keyOf(item)} item={item} chosen={item === present} onChoose={() => choose(item)} />
      ))}
      {inbox.hasNextPage && (
        <li className="p-3">
          <Button busy={inbox.isFetchingNextPage} onClick={() => void inbox.fetchNextPage()}>{t`Show more`}</Button>
        </li>
      )}
    </ul>
  );
  return (
    <>
      <TopBar crumbs={[t`Inbox`]}>
        {inBulk(items).length > 1 && <Button onClick={() => setBulk(inBulk(items))}>{t`Approve several`}</Button>}
        {present && !wide && <Button kind="quiet" onClick={close}>{t`Back to the list`}</Button>}
      </TopBar>
      <Suspense>{bulk && <ApproveMany items={bulk} onClose={() => setBulk(undefined)} />}</Suspense>
      <h1 className="sr-only">{t`Inbox`}</h1>
      {inbox.isPending && <Skeleton />}
      {inbox.isError && items.length === 0 && <ErrorState error={inbox.error} onRetry={() => void inbox.refetch()} />}
      {inbox.isSuccess && items.length === 0 && (
        <EmptyState action={mayRaise && <Link to="/changes/new" className={buttonLook('plain')}>{t`New change`}</Link>}>
          {t`Nothing waits for you.`}
        </EmptyState>
      )}
      {items.length > 0 && (
        <div className="grid min-h-0 grow lg:grid-cols-[320px_minmax(0,1fr)]">
          {(wide || !present) && <div className="flex min-h-0 flex-col border-r border-line">{list}</div>}
          {present && <Preview key={keyOf(present)} item={present} jumped={jumped} />}
        </div>
      )}
    </>
  );
}

const Preview = ({ item, jumped }: { item: InboxItem; jumped: boolean }) =>
  item.change ? (
    <InboxPreview item={item} jumped={jumped} />
  ) : (
    <Suspense fallback={<Skeleton rows={10} />}>
      <OtherPreview item={item} />
    </Suspense>
  );
