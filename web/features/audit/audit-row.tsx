import type { AuditEvent } from '@interlock/contract/audit.ts';
import { t } from '@lingui/core/macro';
import { Link } from '@tanstack/react-router';
import { Parts } from '../../ui/values/parts.tsx';
import { At } from '../../ui/values/time.tsx';
import { cancelWord, fieldName } from '../changes/index.ts';
import { codesInWords } from '../discussion/index.ts';
import { calledIn, editedIn, movedOf } from './act-parts.ts';
import { auditVerb } from './verbs.ts';
import { withNames } from './with-names.ts';

type Part = { object?: string; actor?: string; verb?: string };
type Props = { event: AuditEvent; onNarrow: (part: Part) => void };

/** One event in a line; opened, it shows its parts and the exact bytes that are kept. */
export function AuditRow({ event, onNarrow }: Props) {
  const who = event.actor.name;
  const more = wayOf(event) ?? editedIn(event.parts).map(fieldName).join(', ');
  const what = calledIn(event);
  const narrowed = what ?? event.objectName ?? event.object;
  const said = Object.fromEntries(
    Object.entries(codesInWords(event, cancelWord)).map(([name, part]) => [name, withNames(part, event.names)]),
  );
  return (
    <li className="border-b border-line last:border-b-0">
      <details className="group">
        <summary className="grid cursor-default grid-cols-1 gap-x-4 gap-y-0.5 px-4 py-2.5 text-sm hover:bg-hover sm:grid-cols-[11.5rem_minmax(0,3fr)_minmax(0,6fr)_minmax(0,3fr)]">
          <span className="text-xs leading-5 text-fg-2">
            <At at={event.at} exact />
          </span>
          <span className="min-w-0 break-words font-medium">{who}</span>
          <span className="min-w-0 break-words">
            {auditVerb(event.verb)}
            {more && <span className="text-fg-2"> {more}</span>}
            <span className="block truncate font-mono text-2xs text-fg-3">{event.verb}</span>
          </span>
          <span className="min-w-0 break-words">{what}</span>
        </summary>
        <div className="flex flex-col gap-3 border-t border-line bg-sunken px-4 py-3">
          <Parts parts={said} />
          <dl className="grid grid-cols-[auto_1fr] gap-x-3 gap-y-1 text-xs">
            <dt className="text-fg-2">{t`By way of`}</dt>
            <dd>{event.via}</dd>
            <dt className="text-fg-2">{t`Request`}</dt>
            <dd className="font-mono break-all">{event.corr}</dd>
            <dt className="text-fg-2">{t`Kept bytes`}</dt>
            <dd className="font-mono break-all">{event.leaf}</dd>
          </dl>
          <div className="flex flex-wrap gap-2 text-xs">
            {what?.startsWith('CHG-') && (
              <Link
                to="/changes/$number"
                params={{ number: what }}
                className="flex min-h-6 items-center px-1 text-accent underline underline-offset-2"
              >
                {t`Open ${what}`}
              </Link>
            )}
            <Narrow onPress={() => onNarrow({ object: event.object })}>{t`Only ${narrowed}`}</Narrow>
            <Narrow onPress={() => onNarrow({ actor: event.actor.id })}>{t`Only ${who}`}</Narrow>
            <Narrow onPress={() => onNarrow({ verb: event.verb })}>{t`Only ${event.verb}`}</Narrow>
          </div>
        </div>
      </details>
    </li>
  );
}

/** By which move, from which state to which. */
function wayOf({ parts }: AuditEvent): string | null {
  const moved = movedOf(parts);
  if (!moved) return null;
  const { from, to, label } = moved;
  const way = moved.early ? t`from ${from} to ${to}, before its window` : t`from ${from} to ${to}`;
  return label ? t`“${label}”, ${way}` : way;
}

function Narrow({ onPress, children }: { onPress: () => void; children: string }) {
  return (
    <button
      type="button"
      onClick={onPress}
      className="min-h-6 rounded-md border border-line-2 bg-surface px-2 hover:bg-hover"
    >
      {children}
    </button>
  );
}
