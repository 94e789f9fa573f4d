import type { Overview } from '@interlock/contract/overview.ts';
import { t } from '@lingui/core/macro';
import { Link } from '@tanstack/react-router';
import { useViewer } from '../../lib/session/viewer.ts';
import { StateGlyph } from '../../ui/glyphs/state-glyph.tsx';
import { Card } from '../../ui/layout/card.tsx';
import type { Filters } from '../change-filters/index.ts';
import { kindWord } from '../changes/index.ts';
import { open as openFilter } from './lists.ts';

type Open = Overview['open'];

/** What is not over, by state and by how long ago it was raised. */
export function OpenByAge({ open }: { open: Open }) {
  const { locale } = useViewer();
  const heads = [t`Up to 7 days`, t`8 to 30 days`, t`31 to 90 days`, t`Over 90 days`];
  const most = Math.max(1, ...open.states.map(({ total }) => total));
  const sums = open.ages.map((_age, at) => open.states.reduce((sum, { byAge }) => sum + (byAge[at] ?? 0), 0));
  if (open.total === 0) {
    return (
      <Card title={t`Open changes`}>
        <p className="text-sm text-fg-2">{t`No change is open.`}</p>
      </Card>
    );
  }
  return (
    <Card title={t`Open changes by state and age`} flush>
      <div className="scroll overflow-x-auto">
        <table className="w-full min-w-[560px] text-sm">
          <thead className="text-xs text-fg-2">
            <tr>
              <th scope="col" className="w-[34%] px-4 py-2 text-left font-normal">{t`State`}</th>
              <th scope="col" className="py-2 pr-4 text-right font-normal">{t`All`}</th>
              {heads.map((head) => (
                <th key={head} scope="col" className="py-2 pr-4 text-right font-normal">
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {open.states.map(({ kind, total, byAge }) => (
              <tr key={kind} className="border-t border-line">
                <th scope="row" className="px-4 py-1.5 text-left font-normal">
                  <span className="flex items-center gap-2">
                    <StateGlyph kind={kind} />
                    <span className="w-20">{kindWord[kind]()}</span>
                    <span aria-hidden="true" className="h-1.5 grow rounded-sm">
                      <span
                        className="block h-full rounded-sm bg-line-2"
                        style={{ width: `${(total / most) * 100}%` }}
                      />
                    </span>
                  </span>
                </th>
                <Count count={total} of={kindWord[kind]()} search={{ state: kind }} locale={locale} />
                {byAge.map((count, at) => (
                  <Count
                    key={heads[at]}
                    count={count}
                    of={`${kindWord[kind]()}, ${heads[at] ?? ''}`}
                    search={{ state: kind, ...raisedIn(open.ages[at]) }}
                    locale={locale}
                  />
                ))}
              </tr>
            ))}
            <tr className="border-t border-line">
              <th scope="row" className="px-4 py-2 text-left font-medium">{t`All`}</th>
              <Count count={open.total} of={t`All`} search={openFilter} locale={locale} />
              {sums.map((count, at) => (
                <Count
                  key={heads[at]}
                  count={count}
                  of={heads[at] ?? ''}
                  search={{ ...openFilter, ...raisedIn(open.ages[at]) }}
                  locale={locale}
                />
              ))}
            </tr>
          </tbody>
        </table>
      </div>
    </Card>
  );
}

const raisedIn = (age: Open['ages'][number] | undefined): Filters => ({
  ...(age?.from && { raisedFrom: age.from }),
  ...(age?.to && { raisedTo: age.to }),
});

type CountProps = { count: number; of: string; search: Filters; locale: string };

function Count({ count, of, search, locale }: CountProps) {
  return (
    <td className="py-1.5 pr-4 text-right tabular-nums">
      {count === 0 ? (
        <span className="text-fg-3">0</span>
      ) : (
        <Link
          to="/changes"
          search={search}
          aria-label={t`${count} of ${of}: show them`}
          className="inline-block min-w-6 underline-offset-2 hover:underline"
        >
          {count.toLocaleString(locale)}
        </Link>
      )}
    </td>
  );
}
