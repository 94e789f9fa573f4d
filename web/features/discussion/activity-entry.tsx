import type { Activity } from '@interlock/contract/changes.ts';
import { t } from '@lingui/core/macro';
import { Avatar } from '../../ui/avatar.tsx';
import { Parts } from '../../ui/parts.tsx';
import { Prose } from '../../ui/prose.tsx';
import { Ago } from '../../ui/time.tsx';
import { verbWord } from './verbs.ts';

/** One act or comment: who, what, when, and the words or values that came with it. */
export function ActivityEntry({ entry }: { entry: Activity }) {
  return (
    <li className="flex gap-2.5">
      <Avatar name={entry.actor.name} large />
      <div className="min-w-0 grow">
        <div className="flex flex-wrap items-baseline gap-x-1.5 text-sm">
          <span className="font-medium">{entry.actor.name}</span>
          <span>{verbWord(entry.verb)}</span>
          <span className="text-xs text-fg-3">
            <Ago at={entry.at} />
            {entry.via === 'token' && <> · {t`by API token`}</>}
          </span>
        </div>
        <div className="mt-0.5">
          {entry.html === null ? <Parts parts={entry.parts} /> : <Prose html={entry.html} />}
        </div>
      </div>
    </li>
  );
}
