import type { Activity } from '@interlock/contract/changes.ts';
import { t } from '@lingui/core/macro';
import { useViewer } from '../../lib/session/viewer.ts';
import { Avatar } from '../../ui/glyphs/avatar.tsx';
import { Prose } from '../../ui/markdown/prose.tsx';
import { ChangedValue } from '../../ui/values/changed-value.tsx';
import { Parts } from '../../ui/values/parts.tsx';
import { Ago } from '../../ui/values/time.tsx';
import { cancelWord, fieldName, valueWord } from '../changes/index.ts';
import { partValue, partWord } from './part-words.ts';
import { codesInWords, toldOf } from './told.ts';
import { verbWord } from './verbs.ts';

/** One act or comment: who, what, when, and the words or values that came with it. */
export function ActivityEntry({ entry }: { entry: Activity }) {
  const { move } = toldOf(entry.parts);
  const verb = verbWord(entry.verb);
  return (
    <li className="flex gap-2.5">
      <Avatar name={entry.actor.name} large />
      <div className="min-w-0 grow">
        <div className="flex flex-wrap items-baseline gap-x-1.5 text-sm">
          <span className="font-medium">{entry.actor.name}</span>
          <span>{move ? t`${verb}: ${move}` : verb}</span>
          <span className="text-xs text-fg-3">
            <Ago at={entry.at} />
            {entry.via === 'token' && <> · {t`by API token`}</>}
          </span>
        </div>
        <div className="mt-0.5">{entry.html === null ? <Details entry={entry} /> : <Prose html={entry.html} />}</div>
      </div>
    </li>
  );
}

function Details({ entry }: { entry: Activity }) {
  const { moved, words, edits, rest } = toldOf(codesInWords(entry, cancelWord));
  const viewer = useViewer();
  const { locale } = viewer;
  const said = Object.fromEntries(
    Object.entries(rest).map(([part, value]) => [part, entry.names[String(value)] ?? partValue(part, value, viewer)]),
  );
  const named = (id: string) => entry.names[id] ?? id;
  return (
    <>
      {moved && <ChangedValue name="" before={moved.before} after={moved.after} />}
      {words.map((said) => (
        <p key={said} className="text-sm break-words whitespace-pre-line">
          {said}
        </p>
      ))}
      {edits.map(({ field, before, after }) => (
        <ChangedValue
          key={field}
          name={fieldName(field)}
          before={valueWord(field, before, locale)}
          after={valueWord(field, after, locale)}
          named={named}
        />
      ))}
      <Parts parts={said} named={named} called={partWord} />
    </>
  );
}
