import type { GuardAnswer } from '@interlock/contract/change-flow.ts';
import { t } from '@lingui/core/macro';
import { CircleCheck, CircleX } from 'lucide-react';
import { At } from '../../ui/time.tsx';

/** Every guard of a move with its answer: what, why, who can clear it, and when at the earliest. Unmet ones first. */
export function GuardList({ guards }: { guards: readonly GuardAnswer[] }) {
  const ordered = [...guards].sort((one, other) => Number(one.met) - Number(other.met));
  return (
    <ul className="flex flex-col gap-2.5">
      {ordered.map((guard) => (
        <li key={`${guard.guard} ${guard.why}`} className="flex gap-2 text-sm">
          {guard.met ? (
            <CircleCheck size={16} className="mt-0.5 shrink-0 text-low" aria-hidden="true" />
          ) : (
            <CircleX size={16} className="mt-0.5 shrink-0 text-crit" aria-hidden="true" />
          )}
          <div className="min-w-0">
            <span className="sr-only">{guard.met ? t`Met:` : t`Not met:`} </span>
            <span className={guard.met ? 'text-fg-2' : ''}>{guard.why}</span>
            {!guard.met && <Clears guard={guard} />}
          </div>
        </li>
      ))}
    </ul>
  );
}

function Clears({ guard: { clearedBy, earliest, withMove } }: { guard: GuardAnswer }) {
  if (withMove) return <p className="text-xs text-fg-2">{t`You are asked for it when you make the move.`}</p>;
  const names = clearedBy.map(({ name }) => name).join(', ');
  return (
    <p className="text-xs text-fg-2">
      {names && t`Can clear it: ${names}.`}{' '}
      {earliest && (
        <>
          {t`At the earliest`} <At at={earliest} />.
        </>
      )}
    </p>
  );
}
