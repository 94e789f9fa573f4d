import type { Improvement } from '@interlock/contract/improvements.ts';
import { t } from '@lingui/core/macro';
import { Link } from '@tanstack/react-router';
import { lazy, Suspense, useState } from 'react';
import { formatDate } from '../../lib/formats/format.ts';
import { useViewer } from '../../lib/session/viewer.ts';
import { Button } from '../../ui/buttons/button.tsx';
import { Badge } from '../../ui/glyphs/badge.tsx';
import { Person } from '../../ui/glyphs/person.tsx';
import { stateTone, stateWord } from './words.ts';

const EditDialog = lazy(() => import('./edit-dialog.tsx'));

type Props = { improvement: Improvement; changeShown?: boolean };

/** One entry of the register: what is to be done otherwise, who sees to it by when, and what it was learnt from. */
export function ImprovementEntry({ improvement, changeShown = false }: Props) {
  const [editing, setEditing] = useState(false);
  const { locale } = useViewer();
  const { number, title, words, owner, dueOn, overdue, state, outcome, change, mayEdit } = improvement;
  const day = formatDate(dueOn, locale);
  return (
    <li className="flex flex-col gap-1.5 border-t border-line px-4 py-3 text-sm first:border-t-0">
      <div className="flex items-start gap-x-2.5">
        <div className="flex min-h-8 min-w-0 flex-wrap items-center gap-x-2.5 gap-y-1">
          <Badge tone={stateTone[state]}>{stateWord[state]()}</Badge>
          <span className="font-mono text-xs text-fg-2">{number}</span>
          <span className="min-w-0 font-semibold break-words">{title}</span>
        </div>
        {mayEdit && (
          <Button kind="quiet" className="ml-auto" aria-label={t`Edit ${number}`} onClick={() => setEditing(true)}>
            {t`Edit`}
          </Button>
        )}
      </div>
      {words && <p className="break-words whitespace-pre-line text-fg-2">{words}</p>}
      {outcome && <p className="break-words whitespace-pre-line">{outcome}</p>}
      <div className="flex flex-wrap items-center gap-x-4 gap-y-1 text-xs text-fg-2">
        <Person person={owner} />
        <span className={overdue ? 'font-semibold text-crit' : ''}>
          {overdue ? t`was due on ${day}` : t`due on ${day}`}
        </span>
        {changeShown && (
          <Link
            to="/changes/$number"
            params={{ number: change.number }}
            search={{ tab: 'review' }}
            className="min-w-0 truncate text-accent underline underline-offset-2"
          >
            {change.number} {change.title}
          </Link>
        )}
      </div>
      <Suspense>{editing && <EditDialog improvement={improvement} onClose={() => setEditing(false)} />}</Suspense>
    </li>
  );
}
