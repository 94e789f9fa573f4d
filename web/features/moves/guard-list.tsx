import type { GuardAnswer } from '@interlock/contract/change-flow.ts';
import type { ChangeDetail } from '@interlock/contract/changes.ts';
import { holdsBack } from '@interlock/contract/holds-back.ts';
import { t } from '@lingui/core/macro';
import { Link } from '@tanstack/react-router';
import { CircleAlert, CircleCheck, CircleX, Info, PenLine } from 'lucide-react';
import type { ReactNode } from 'react';
import { At } from '../../ui/values/time.tsx';
import { FillIn } from './fill-in.tsx';

type Props = {
  guards: readonly GuardAnswer[];
  /** What stands under a guard that waits for the yes of the one who looks. */
  granting?: (guard: GuardAnswer) => ReactNode;
  /** Given, what is missing leads to where it is written; `onFill` is told on the way. */
  change?: ChangeDetail;
  onFill?: () => void;
  /** What stands below to be written with the move. */
  below?: readonly string[];
};

const weight = (guard: GuardAnswer): number => (guard.met ? 2 : holdsBack(guard) ? 0 : 1);

/** Every guard of a move with its answer: what, why, who can clear it, and when at the earliest. What holds it back first. */
export function GuardList({ guards, granting, change, onFill, below = [] }: Props) {
  const isTheirs = guards.every(({ guard, met }) => guard !== 'mover' || met);
  const ordered = [...guards].sort((one, other) => weight(one) - weight(other));
  return (
    <ul className="flex flex-col gap-2.5">
      {ordered.map((guard) => (
        <li key={`${guard.guard} ${guard.why}`} className="flex gap-2 text-sm">
          <Sign guard={guard} />
          <div className="min-w-0">
            <span className="sr-only">{guard.met ? t`Met:` : t`Not met:`} </span>
            <span className={guard.met ? 'text-fg-2' : ''}>
              <Why words={guard.why} />
            </span>
            {standsIn(below, guard) ? (
              <p className="text-xs text-fg-2">{t`You can put it right below.`}</p>
            ) : (
              <>
                {!guard.met && <Clears guard={guard} isTheirs={isTheirs} />}
                {!guard.met && change && <FillIn change={change} guard={guard} onGo={onFill} />}
              </>
            )}
            {guard.letPass?.mine && granting?.(guard)}
          </div>
        </li>
      ))}
    </ul>
  );
}

/** What is wrong with an end that was given is put right where it was given. */
const standsIn = (below: readonly string[], { met, fields }: GuardAnswer): boolean =>
  !met &&
  fields.some((field) =>
    field === 'window.end' ? below.includes('window') : field === 'plannedEnd' && below.includes(field),
  );

const taskNumber = /(\bTSK-\d+\b)/;

/** What a guard says; a task that it names leads to the task, with all that can be done with it. */
const Why = ({ words }: { words: string }) =>
  words.split(taskNumber).map((part, at) =>
    taskNumber.test(part) ? (
      <Link
        // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one sentence keep their places
        key={at}
        to="/tasks"
        search={{ task: part }}
        className="text-accent underline underline-offset-2"
      >
        {part}
      </Link>
    ) : (
      part
    ),
  );

function Sign({ guard }: { guard: GuardAnswer }) {
  const look = 'mt-0.5 shrink-0';
  if (guard.met) return <CircleCheck size={16} className={`${look} text-low`} aria-hidden="true" />;
  if (guard.overridden) return <CircleAlert size={16} className={`${look} text-med`} aria-hidden="true" />;
  if (guard.enforcement === 'inform') return <Info size={16} className={`${look} text-fg-2`} aria-hidden="true" />;
  if (guard.enforcement === 'justify') return <PenLine size={16} className={`${look} text-med`} aria-hidden="true" />;
  return <CircleX size={16} className={`${look} text-crit`} aria-hidden="true" />;
}

/** `isTheirs`: the one who looks may make the move, and is asked for what comes with it. */
function Clears({ guard, isTheirs }: { guard: GuardAnswer; isTheirs: boolean }) {
  const { clearedBy, earliest, withMove, enforcement, overridden, why, letPass } = guard;
  // Who can is not said again where the guard names them all.
  const named = clearedBy.every(({ name }) => why.includes(name));
  const names = named ? '' : clearedBy.map(({ name }) => name).join(', ');
  const small = 'text-xs text-fg-2';
  if (overridden) {
    const { name } = overridden.by;
    return <p className={small}>{t`${name} lets it pass: ${overridden.words}`}</p>;
  }
  if (enforcement === 'inform') return <p className={small}>{t`Good to know. It holds nothing back.`}</p>;
  if (enforcement === 'justify') {
    return (
      <p className={small}>
        {names && t`Can clear it: ${names}.`} {t`Or go on with a reason.`}
      </p>
    );
  }
  if (withMove && isTheirs) return <p className={small}>{t`You are asked for it when you make the move.`}</p>;
  return (
    <p className={small}>
      {names && t`Can clear it: ${names}.`} {letPass?.words}{' '}
      {earliest && (
        <>
          {t`At the earliest`} <At at={earliest} />.
        </>
      )}
    </p>
  );
}
