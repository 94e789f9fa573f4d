import type { ChangeDetail } from '@interlock/contract/changes.ts';
import { t } from '@lingui/core/macro';
import { Link, useParams } from '@tanstack/react-router';
import { lazy, Suspense, useEffect, useState } from 'react';
import { useMediaQuery } from '../../lib/browser/use-media-query.ts';
import type { Refusal } from '../../lib/calls/refusal.ts';
import { rememberChange } from '../../lib/session/recent.ts';
import { useMay, useMe } from '../../lib/session/session.ts';
import { buttonLook } from '../../ui/buttons/button.tsx';
import { CopyLink } from '../../ui/buttons/copy-link.tsx';
import { ErrorState } from '../../ui/feedback/error-state.tsx';
import { RefusalNote } from '../../ui/feedback/refusal-note.tsx';
import { Skeleton } from '../../ui/feedback/skeleton.tsx';
import { useTitle } from '../../ui/layout/page.tsx';
import { TopBar } from '../../ui/layout/top-bar.tsx';
import type { MenuAction } from '../../ui/overlays/action-menu.tsx';
import { roundFor } from '../approvals/index.ts';
import { News, Questions, VoteBar } from '../change-decisions/index.ts';
import { keepChange, readAgain, useChange, useExplain } from '../changes/index.ts';
import { WatchButton } from '../discussion/index.ts';
import { MoveButtons, WaitingBanner } from '../moves/index.ts';
import { ChangeHead } from './change-head.tsx';
import { ChangeTabs } from './change-tabs.tsx';
import { Past } from './facts.tsx';
import { Rail } from './rail.tsx';

// What is done now and then is loaded after what is read.
const HoldBanner = lazy(() => import('./hold-banner.tsx').then((module) => ({ default: module.HoldBanner })));
const RunBanner = lazy(() => import('../change-runs/index.ts').then((module) => ({ default: module.RunBanner })));
const More = lazy(() => import('./more.tsx').then((module) => ({ default: module.More })));

/** One change: where it stands, what it waits for, what can be done, and everything that is written about it. */
export function ChangePage() {
  const { number } = useParams({ from: '/signed-in/changes/$number' });
  const change = useChange(number);
  useTitle(change.data ? `${number} ${change.data.title}` : number);
  if (change.data) return <Shown key={change.data.id} change={change.data} />;
  return (
    <>
      <TopBar crumbs={[<Crumb key="list" />, number]} row={null} />
      {change.isError ? (
        <ErrorState
          whole
          error={change.error}
          onRetry={() => void change.refetch()}
          instead={<Link to="/changes" className={buttonLook('plain')}>{t`Back to the list`}</Link>}
        />
      ) : (
        <Skeleton rows={12} />
      )}
    </>
  );
}

const Crumb = () => (
  <Link to="/changes" className="hover:text-fg hover:underline">
    {t`Changes`}
  </Link>
);

function Shown({ change }: { change: ChangeDetail }) {
  const me = useMe();
  const mayMove = useMay('change.move');
  const mayComment = useMay('change.comment');
  const explain = useExplain(change.id);
  const [refusal, setRefusal] = useState<Refusal>();
  const round = roundFor(change);
  const moves = explain.data?.moves ?? [];
  const phone = useMediaQuery('(max-width: 639px)');
  const more = (acts: readonly MenuAction[] = []) => (
    <Suspense>
      <More change={change} acts={acts} />
    </Suspense>
  );
  const votes = round && (
    <Suspense>
      <VoteBar change={change} round={round} onDone={keepChange} onRefused={refused(setRefusal)} />
    </Suspense>
  );
  const over = change.state.kind === 'closed' || change.state.kind === 'cancelled';
  // With nothing to press a phone keeps no row for it.
  const bare = !votes && (!mayMove || (over && moves.length === 0));
  useEffect(() => rememberChange(me.person.id, change.number), [me.person.id, change.number]);
  return (
    <>
      <TopBar
        crumbs={[
          <Crumb key="list" />,
          <span key="number" className="flex items-center gap-1 font-mono text-sm font-semibold text-fg">
            {change.number}
            <CopyLink label={t`Copy the link to this change`} address={`/changes/${change.number}`} />
          </span>,
        ]}
        row={
          bare ? undefined : (
            <>
              {phone && votes}
              {mayMove ? (
                <MoveButtons
                  change={change}
                  moves={moves}
                  quiet={round !== undefined}
                  menu={phone ? more : undefined}
                  onRefused={refused(setRefusal)}
                />
              ) : (
                phone && more()
              )}
              {!phone && votes}
            </>
          )
        }
      >
        <WatchButton changeId={change.id} />
        {(!phone || bare) && more()}
      </TopBar>
      <div className="paper grow xl:grid xl:grid-cols-[minmax(0,1fr)_304px]">
        <div className="mx-auto flex w-full max-w-[900px] min-w-0 flex-col gap-5 px-4 py-6 sm:px-5 xl:px-8">
          <ChangeHead change={change} />
          <RefusalNote refusal={refusal} />
          {change.hold ? (
            <Suspense>
              <HoldBanner change={change} />
            </Suspense>
          ) : (
            <WaitingBanner change={change} wait={explain.data?.wait} moves={moves} waitsForMe={round !== undefined} />
          )}
          {change.state.kind === 'implement' && (
            <Suspense>
              <RunBanner change={change} />
            </Suspense>
          )}
          <Questions change={change} onDone={keepChange} />
          {round && <News change={change} />}
          <Past value={change.source?.history ?? false}>
            <ChangeTabs change={change} mayComment={mayComment} />
          </Past>
        </div>
        <Rail change={change} meId={me.person.id} mayDecide={round !== undefined} mayComment={mayComment} />
      </div>
    </>
  );
}

const refused = (show: (refusal: Refusal | undefined) => void) => (refusal: Refusal | undefined) => {
  show(refusal);
  if (refusal?.status === 409) void readAgain();
};
