import type { Move } from '@interlock/contract/change-flow.ts';
import type { ChangeDetail } from '@interlock/contract/changes.ts';
import { holdsBack } from '@interlock/contract/holds-back.ts';
import type { Wait } from '@interlock/contract/wait.ts';
import { t } from '@lingui/core/macro';
import { CircleArrowRight, CircleHelp, CircleUserRound, CircleX, Clock, Hourglass } from 'lucide-react';
import { lazy, type ReactNode, Suspense } from 'react';
import { cx } from '../../lib/browser/cx.ts';
import { formatInstant } from '../../lib/formats/format.ts';
import { useViewer } from '../../lib/session/viewer.ts';
import { lastNo } from '../approvals/index.ts';
import { opensLater } from './asked-with.ts';

const GuardList = lazy(() => import('./guard-list.tsx').then((module) => ({ default: module.GuardList })));
const Grant = lazy(() => import('./grant.tsx').then((module) => ({ default: module.Grant })));

type Props = { change: ChangeDetail; wait: Wait | null | undefined; moves: readonly Move[]; waitsForMe: boolean };

/** What a change waits for, kept on top, as the list says it too: a person's answer, my vote, a no that sent it back, a move that can be made, or the guards in the way. */
export function WaitingBanner({ change, wait, moves, waitsForMe }: Props) {
  const viewer = useViewer();
  if (wait?.kind === 'answer') {
    return (
      <Banner Icon={CircleHelp} title={t`Waits for an answer`}>
        {wait.words}
      </Banner>
    );
  }
  if (waitsForMe) {
    return (
      <Banner Icon={CircleUserRound} title={t`Waiting for you`}>
        {t`You are asked to approve, to reject, or to ask for what is missing.`}
      </Banner>
    );
  }
  const no = lastNo(change);
  if (no) {
    const { name } = no;
    return (
      <Banner Icon={CircleX} title={t`Rejected by ${name}`}>
        <p className="break-words whitespace-pre-line">“{no.words}”</p>
        {wait && <p className="mt-1 text-fg-2">{wait.words}</p>}
      </Banner>
    );
  }
  if (wait?.kind === 'ready') {
    const early = moves.find(({ to, possible }) => possible && to === wait.to);
    const opens = early && opensLater(early);
    if (opens) {
      const at = formatInstant(opens, viewer);
      return (
        <Banner quiet Icon={Clock} title={t`Opens at ${at}`}>
          {t`You may start it earlier, with a reason.`}
        </Banner>
      );
    }
    return (
      <Banner quiet Icon={CircleArrowRight} title={t`Ready`}>
        {wait.words}
      </Banner>
    );
  }
  const next = wait?.kind === 'blocked' ? moves.find(({ to }) => to === wait.to) : undefined;
  if (!next) return null;
  const { toName } = next;
  return (
    <Banner quiet Icon={Hourglass} title={t`Before it can go to ${toName}`}>
      <Suspense>
        <GuardList
          change={change}
          guards={next.guards.filter((guard) => holdsBack(guard) && !guard.withMove)}
          granting={(guard) => (
            <Suspense>
              <Grant change={change} move={next} guard={guard} />
            </Suspense>
          )}
        />
      </Suspense>
    </Banner>
  );
}

type BannerProps = { Icon: typeof Hourglass; title: string; quiet?: boolean; children: ReactNode };

function Banner({ Icon, title, quiet = false, children }: BannerProps) {
  return (
    <section
      aria-label={title}
      className={cx(
        'flex gap-3 rounded-lg border px-4 py-3',
        quiet ? 'border-line-2 bg-sunken' : 'border-authorize bg-authorize-bg',
      )}
    >
      <Icon size={18} className={cx('mt-0.5 shrink-0', quiet ? 'text-fg-2' : 'text-authorize')} aria-hidden="true" />
      <div className="min-w-0 grow">
        <p className="font-semibold">{title}</p>
        <div className="text-sm">{children}</div>
      </div>
    </section>
  );
}
