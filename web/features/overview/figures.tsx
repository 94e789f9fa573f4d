import type { Overview } from '@interlock/contract/overview.ts';
import { plural, t } from '@lingui/core/macro';
import { Link } from '@tanstack/react-router';
import { cx } from '../../lib/browser/cx.ts';
import { useViewer } from '../../lib/session/viewer.ts';
import type { Filters } from '../change-filters/index.ts';
import { closedIn, known, open, rateOf, recorded } from './lists.ts';

/** The four numbers that one looks for first. */
export function Figures({ overview }: { overview: Overview }) {
  const { running, missed, success } = overview;
  const { locale } = useViewer();
  const rate = rateOf(success.now.ends);
  const before = rateOf(success.before.ends);
  const whole = (value: number) => Math.round(value).toLocaleString(locale);
  const closed = recorded(success.now.ends);
  const held = overview.open.onHold;
  return (
    <ul className="grid grid-cols-2 gap-3 lg:grid-cols-4">
      <Figure
        name={t`Open changes`}
        value={overview.open.total.toLocaleString(locale)}
        note={held === 0 ? t`none on hold` : plural(held, { one: '# on hold', other: '# on hold' })}
        search={open}
        noteSearch={held > 0 ? { ...open, onHold: 'true' } : undefined}
      />
      <Figure
        name={t`Running now`}
        value={running.toLocaleString(locale)}
        note={t`being carried out`}
        search={{ state: 'implement' }}
      />
      <Figure
        name={t`Windows missed`}
        value={missed.toLocaleString(locale)}
        note={missed === 0 ? t`none waits for a new one` : t`each needs a new one`}
        search={{ missed: 'true' }}
        alarming={missed > 0}
      />
      <Figure
        name={t`Success, 90 days`}
        value={rate === undefined ? '–' : `${whole(rate)} %`}
        note={
          before === undefined || rate === undefined
            ? plural(closed, { one: 'of # closed', other: 'of # closed' })
            : t`${whole(before)} % in the 90 days before`
        }
        search={{ ...closedIn(success.now), outcome: known }}
        noteSearch={before === undefined ? undefined : { ...closedIn(success.before), outcome: known }}
      />
    </ul>
  );
}

type FigureProps = {
  name: string;
  value: string;
  note: string;
  search: Filters;
  /** The rows of the number in the note. */
  noteSearch?: Filters | undefined;
  alarming?: boolean;
};

/** The whole card opens the rows of its number; a number in its note opens its own. */
function Figure({ name, value, note, search, noteSearch, alarming = false }: FigureProps) {
  return (
    <li className="relative flex h-full flex-col rounded-lg border border-line bg-surface px-4 py-3 shadow-card focus-within:bg-hover hover:bg-hover">
      <Link to="/changes" search={search} className="flex flex-col after:absolute after:inset-0 after:rounded-lg">
        <span className="text-xs text-fg-2">{name}</span>
        <span className={cx('text-[28px] leading-9 font-semibold tabular-nums', alarming && 'text-crit')}>{value}</span>
        {!noteSearch && <span className="text-xs text-fg-2">{note}</span>}
      </Link>
      {noteSearch && (
        <Link
          to="/changes"
          search={noteSearch}
          className="relative z-10 self-start text-xs text-fg-2 underline decoration-line-2 underline-offset-2 hover:decoration-current"
        >
          {note}
        </Link>
      )}
    </li>
  );
}
