import type { Override } from '@interlock/contract/overrides.ts';
import { t } from '@lingui/core/macro';
import { Link } from '@tanstack/react-router';
import { nameOf } from '../../ui/values/part-name.ts';
import { At } from '../../ui/values/time.tsx';
import { degreeWord, guardWord } from './words.ts';

/** One guard that a move went past: what it said, who took it on themselves, and why. */
export function OverrideEntry({ override, changeShown = false }: { override: Override; changeShown?: boolean }) {
  const { change, by, movedBy, degree } = override;
  const [who, mover] = [by.name, movedBy.name];
  return (
    <li className="flex flex-col gap-0.5 border-t border-line px-4 py-3 text-sm first:border-t-0">
      <p className="flex flex-wrap items-baseline gap-x-2">
        <span className="font-semibold">{guardWord(override.guard)}</span>
        <span className="text-xs text-fg-2">{degreeWord[degree]()}</span>
        {changeShown && (
          <Link
            to="/changes/$number"
            params={{ number: change.number }}
            className="min-w-0 truncate text-accent underline underline-offset-2"
          >
            {change.number} {change.title}
          </Link>
        )}
        <span className="ml-auto text-xs text-fg-3">
          <At at={override.at} />
        </span>
      </p>
      <p className="break-words text-fg-2">{override.why}</p>
      {override.words && <p className="break-words whitespace-pre-line">“{override.words}”</p>}
      <p className="text-xs text-fg-2">
        {by.id === movedBy.id ? t`${who} went on` : t`${who} let it pass, ${mover} went on`}: {nameOf(override.from)} →{' '}
        {nameOf(override.to)}
      </p>
    </li>
  );
}
