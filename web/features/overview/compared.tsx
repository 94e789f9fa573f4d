import type { Ends, Overview } from '@interlock/contract/overview.ts';
import { plural, t } from '@lingui/core/macro';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useViewer } from '../../lib/session/viewer.ts';
import { Button } from '../../ui/buttons/button.tsx';
import { Card } from '../../ui/layout/card.tsx';
import type { Filters } from '../change-filters/index.ts';
import { categoryWord } from '../changes/index.ts';
import { closedIn, known, rateOf, recorded } from './lists.ts';

type Success = Overview['success'];
type Row = { key: string; name: string; filter: Filters; now: Ends; before: Ends };

const AT_FIRST = 8;

const rowsBy = {
  team: ({ teams }: Success): Row[] =>
    teams.map(({ team, ...ends }) => ({
      key: team?.id ?? 'none',
      name: team?.name ?? t`No team`,
      filter: { team: team?.id ?? 'none' },
      ...ends,
    })),
  category: ({ categories }: Success): Row[] =>
    categories.map(({ category, ...ends }) => ({
      key: category ?? 'none',
      name: category ? categoryWord[category]() : t`No category`,
      filter: { category: category ?? 'none' },
      ...ends,
    })),
};

/** Success of each team or category, now and before. */
export function Compared({ by, success }: { by: 'team' | 'category'; success: Success }) {
  const [whole, setWhole] = useState(false);
  const rows = rowsBy[by](success).filter(({ now, before }) => recorded(now) + recorded(before) > 0);
  const shown = whole ? rows : rows.slice(0, AT_FIRST);
  if (rows.length === 0) return null;
  const left = success.teamsLeftOut;
  return (
    <Card title={by === 'team' ? t`Success by team` : t`Success by category`} flush>
      <div className="scroll overflow-x-auto">
        <table className="w-full text-sm">
          <thead className="text-xs text-fg-2">
            <tr>
              <th scope="col" className="px-4 py-2 text-left font-normal">
                {by === 'team' ? t`Team` : t`Category`}
              </th>
              <th scope="col" className="py-2 pr-3 text-right font-normal sm:pr-4">{t`Closed`}</th>
              <th scope="col" className="py-2 pr-3 text-right font-normal sm:pr-4">{t`Success`}</th>
              <th scope="col" className="py-2 pr-3 text-right font-normal sm:pr-4">{t`Before`}</th>
            </tr>
          </thead>
          <tbody>
            {shown.map((row) => (
              <Line key={row.key} row={row} success={success} />
            ))}
          </tbody>
        </table>
      </div>
      {rows.length > AT_FIRST && (
        <div className="border-t border-line px-2 py-1.5">
          <Button kind="quiet" aria-expanded={whole} onClick={() => setWhole(!whole)}>
            {whole ? t`Show fewer` : t`Show all ${rows.length}`}
          </Button>
        </div>
      )}
      {by === 'team' && whole && left > 0 && (
        <p className="px-4 pb-3 text-xs text-fg-2">
          {plural(left, { one: '# more team closed fewer changes.', other: '# more teams closed fewer changes.' })}
        </p>
      )}
    </Card>
  );
}

function Line({ row: { name, filter, now, before }, success }: { row: Row; success: Success }) {
  const { locale } = useViewer();
  const recent = { ...filter, ...closedIn(success.now) };
  const earlier = { ...filter, ...closedIn(success.before) };
  return (
    <tr className="border-t border-line">
      <th scope="row" className="max-w-0 truncate px-4 py-1.5 text-left font-normal" title={name}>
        {name}
      </th>
      <Cell value={recorded(now).toLocaleString(locale)} of={name} search={{ ...recent, outcome: known }} />
      <Cell value={percent(now)} of={name} search={{ ...recent, outcome: 'successful' }} />
      <Cell value={percent(before)} of={name} search={{ ...earlier, outcome: 'successful' }} />
    </tr>
  );
}

function percent(ends: Ends): string {
  const rate = rateOf(ends);
  return rate === undefined ? '–' : `${Math.round(rate)} %`;
}

function Cell({ value, of, search }: { value: string; of: string; search: Filters }) {
  return (
    <td className="w-14 py-1.5 pr-3 sm:w-20 sm:pr-4 text-right whitespace-nowrap tabular-nums">
      {value === '–' || value === '0' ? (
        <span className="text-fg-3">{value}</span>
      ) : (
        <Link
          to="/changes"
          search={search}
          aria-label={t`${value} of ${of}: show them`}
          className="underline-offset-2 hover:underline"
        >
          {value}
        </Link>
      )}
    </td>
  );
}
