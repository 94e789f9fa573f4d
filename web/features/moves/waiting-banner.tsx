import type { Move } from '@interlock/contract/change-flow.ts';
import type { ChangeDetail } from '@interlock/contract/changes.ts';
import { t } from '@lingui/core/macro';
import { CircleArrowRight, CircleHelp, CircleUserRound, Hourglass } from 'lucide-react';
import type { ReactNode } from 'react';
import { cx } from '../../lib/cx.ts';
import { GuardList } from './guard-list.tsx';
import { holds } from './holds.ts';
import { leadsOn } from './move-label.ts';

type Props = { change: ChangeDetail; moves: readonly Move[]; waitsForMe: boolean };

/** What a change waits for, kept on top: a person's answer, my vote, a move that can be made, or the guards in the way. */
export function WaitingBanner({ change, moves, waitsForMe }: Props) {
  const open = change.rounds
    .filter(({ status }) => status === 'open' || status === 'stuck')
    .flatMap(({ questions }) => questions)
    .find(({ answer }) => answer === null);
  if (open) {
    const { name } = open.askedBy;
    return (
      <Banner
        Icon={CircleHelp}
        title={t`Waits for an answer`}
      >{t`${name} asks for information before deciding.`}</Banner>
    );
  }
  if (waitsForMe) {
    return (
      <Banner Icon={CircleUserRound} title={t`Waiting for you`}>
        {t`You are asked to approve, to reject, or to ask for what is missing.`}
      </Banner>
    );
  }
  const onward = moves.filter((move) => move.kind !== 'cancel' && leadsOn(change, move));
  const ready = onward.find((move) => move.possible && move.kind === 'move');
  if (ready) {
    const { label } = ready;
    return <Banner quiet Icon={CircleArrowRight} title={t`Ready`}>{t`You can go on: ${label}.`}</Banner>;
  }
  const [next] = onward;
  const unmet = next?.guards.filter((guard) => holds(guard) && !guard.withMove) ?? [];
  if (!next || unmet.length === 0) return null;
  const { toName } = next;
  return (
    <Banner quiet Icon={Hourglass} title={t`Before it can go to ${toName}`}>
      <GuardList guards={unmet} />
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
