import type { ChangeNeeds } from '@interlock/contract/change-forms.ts';
import { t } from '@lingui/core/macro';
import { CircleCheck, CircleDashed, TriangleAlert, UserRoundCheck } from 'lucide-react';
import type { ReactNode } from 'react';
import { useViewer } from '../../lib/session/viewer.ts';
import { Card } from '../../ui/layout/card.tsx';
import { fieldNameOf, PriorityBadge } from '../changes/index.ts';
import { whoIsKept } from './needs-words.ts';
import type { Needs } from './use-needs.ts';

/** What follows from the answers so far: what the next step still takes, how urgent it is, and who will be asked. */
export function Consequences({ needs, refusal, isDone }: Pick<Needs, 'needs' | 'refusal'> & { isDone: boolean }) {
  if (!needs) return refusal ? <Card title={t`What follows`}>{refusal.detail}</Card> : null;
  return (
    <Card title={t`What follows`} aside={<PriorityBadge priority={needs.priority} />}>
      <div aria-live="polite" className="flex flex-col gap-4 text-sm">
        {refusal && <p className="text-med">{t`Not worked out anew: ${refusal.detail}`}</p>}
        <NextStep needs={needs} isDone={isDone} />
        <Deciders rounds={needs.rounds} />
      </div>
    </Card>
  );
}

function NextStep({ needs: { next, needs }, isDone }: { needs: ChangeNeeds; isDone: boolean }) {
  const { locale } = useViewer();
  if (!next) return null;
  const missing = needs.filter(({ before, given }) => before.key === next.key && !given);
  const [first] = missing;
  const { name } = next;
  const fields = new Intl.ListFormat(locale).format(missing.map(({ field }) => fieldNameOf(isDone)(field)));
  if (missing.length === 0) {
    return (
      <Line icon={<CircleCheck size={16} className="text-low" aria-hidden="true" />}>
        {t`All that ${name} needs is given.`}
      </Line>
    );
  }
  return (
    <Line icon={<CircleDashed size={16} className="text-fg-3" aria-hidden="true" />}>
      {t`${name} still needs: ${fields}.`}
      {first && <span className="block text-xs text-fg-2">{whoIsKept(first, locale)}</span>}
    </Line>
  );
}

function Deciders({ rounds }: Pick<ChangeNeeds, 'rounds'>) {
  const asking = rounds.filter(({ asks }) => asks);
  const idle = rounds.filter(({ asks }) => !asks);
  return (
    <div className="flex flex-col gap-2">
      <h3 className="text-xs font-semibold text-fg-2">{t`Who will be asked`}</h3>
      {asking.length === 0 && <p className="text-fg-2">{t`Nobody is asked to approve it.`}</p>}
      {asking.map((round) => (
        <Deciding key={`${round.state.key} ${round.name}`} round={round} />
      ))}
      {idle.map(({ state, name, group, where: condition }) => {
        const where = condition ?? '';
        return (
          <p key={`${state.key} ${name}`} className="text-xs text-fg-3">
            {t`${group} is not asked: only where ${where}.`}
          </p>
        );
      })}
    </div>
  );
}

function Deciding({ round: { state, group, people, needed, advisory } }: { round: ChangeNeeds['rounds'][number] }) {
  const { name } = state;
  if (people < needed) {
    return (
      <Line icon={<TriangleAlert size={16} className="text-med" aria-hidden="true" />}>
        <span className="font-medium">{group}</span>
        <span className="block text-xs text-fg-2">
          {t`${people} can decide in ${name}, and it takes ${needed}: whoever has a part in the change does not.`}
        </span>
      </Line>
    );
  }
  return (
    <Line icon={<UserRoundCheck size={16} className="text-fg-3" aria-hidden="true" />}>
      <span className="font-medium">{group}</span>
      <span className="block text-xs text-fg-2">
        {advisory ? t`${needed} of ${people} advise in ${name}` : t`${needed} of ${people} must say yes in ${name}`}
      </span>
    </Line>
  );
}

function Line({ icon, children }: { icon: ReactNode; children: ReactNode }) {
  return (
    <div className="flex gap-2">
      <span className="mt-0.5 shrink-0">{icon}</span>
      <div className="min-w-0 break-words">{children}</div>
    </div>
  );
}
