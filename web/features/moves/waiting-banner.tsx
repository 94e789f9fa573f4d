import type { ChangeDetail, Move } from '@interlock/contract/changes.ts';
import { t } from '@lingui/core/macro';
import { CircleArrowRight, CircleHelp, CircleUserRound, Hourglass } from 'lucide-react';
import type { ReactNode } from 'react';
import { GuardList } from './guard-list.tsx';

type Props = { change: ChangeDetail; moves: readonly Move[]; waitsForMe: boolean };

/** What a change waits for, kept on top: a person's answer, my vote, a move that can be made, or the guards in the way. */
export function WaitingBanner({ change, moves, waitsForMe }: Props) {
  const open = change.rounds[0]?.questions.find((question) => question.answer === null);
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
    return <Banner Icon={CircleArrowRight} title={t`Ready`}>{t`You can go on: ${label}.`}</Banner>;
  }
  const [next] = onward;
  const unmet = next?.guards.filter((guard) => !guard.met && !guard.withMove) ?? [];
  if (!next || unmet.length === 0) return null;
  const { toName } = next;
  return (
    <Banner Icon={Hourglass} title={t`Before it can go to ${toName}`}>
      <GuardList guards={unmet} />
    </Banner>
  );
}

function leadsOn(change: ChangeDetail, move: Move): boolean {
  const order = (key: string) => change.steps.findIndex((step) => step.key === key);
  return order(move.to) > order(change.state.key);
}

function Banner({ Icon, title, children }: { Icon: typeof Hourglass; title: string; children: ReactNode }) {
  return (
    <section
      aria-label={title}
      className="flex gap-3 rounded-lg border border-authorize bg-authorize-bg px-4 py-3 dark:border-line-2"
    >
      <Icon size={18} className="mt-0.5 shrink-0 text-authorize" aria-hidden="true" />
      <div className="min-w-0 grow">
        <p className="font-semibold">{title}</p>
        <div className="text-sm">{children}</div>
      </div>
    </section>
  );
}
