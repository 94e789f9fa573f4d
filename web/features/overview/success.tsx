import { outcomes } from '@interlock/contract/changes.ts';
import type { Ends, Overview } from '@interlock/contract/overview.ts';
import { plural, t } from '@lingui/core/macro';
import { Link } from '@tanstack/react-router';
import { formatDay } from '../../lib/formats/format.ts';
import { useViewer } from '../../lib/session/viewer.ts';
import { Card } from '../../ui/layout/card.tsx';
import { Columns, type Tone } from '../../ui/values/columns.tsx';
import { outcomeWord } from '../changes/index.ts';
import { all, closedIn, known, rateOf, recorded } from './lists.ts';
import { SpanTable } from './span-table.tsx';

const tones: Record<keyof Ends, Tone> = {
  successful: 'good',
  with_issues: 'fair',
  failed: 'bad',
  backed_out: 'bad',
  not_recorded: 'none',
};

/** The order of a column from the bottom up; what went wrong is one part. */
const partsOf = (ends: Ends) => [
  { tone: tones.successful, value: ends.successful },
  { tone: tones.with_issues, value: ends.with_issues },
  { tone: tones.failed, value: ends.failed + ends.backed_out },
  { tone: tones.not_recorded, value: ends.not_recorded },
];

/** How changes ended in the last 90 days and in the 90 before, with what the rate is made of. */
export function Success({ success }: { success: Overview['success'] }) {
  const viewer = useViewer();
  const { now, before, spans } = success;
  const whole = (value: number | undefined) =>
    value === undefined ? '–' : `${Math.round(value).toLocaleString(viewer.locale)} %`;
  const left = now.ends.not_recorded + before.ends.not_recorded;
  const nothing = all(now.ends) + all(before.ends) === 0;
  const columns = spans.map(({ from, to, ends }, at) => ({
    key: from,
    label: formatShort(from, viewer),
    parts: partsOf(ends),
    quiet: at < spans.length / 2,
    from,
    to,
    ends,
  }));
  return (
    <Card title={t`How changes ended`}>
      <p className="mb-3 max-w-[80ch] text-sm text-fg-2">
        {t`Success is the share of changes that were closed as successful among all that were closed with a known outcome, by the day on which they were closed.`}{' '}
        {left > 0 &&
          plural(left, {
            one: '# imported change without an outcome does not count.',
            other: '# imported changes without an outcome do not count.',
          })}
      </p>
      {nothing && <p className="text-sm">{t`No change was closed in the last 180 days.`}</p>}
      {!nothing && (
        <div className="grid items-start gap-x-8 gap-y-4 lg:grid-cols-[3fr_2fr]">
          <div className="min-w-0">
            <Columns
              label={t`Closed in each half month, by outcome`}
              columns={columns}
              height={120}
              open={({ from, to, ends }, drawn) => (
                <Link
                  to="/changes"
                  search={closedIn({ from, to })}
                  aria-label={`${formatDay(from, viewer)}: ${plural(all(ends), { one: '# closed', other: '# closed' })}, ${whole(rateOf(ends))}`}
                  className="block rounded-sm hover:bg-hover"
                >
                  {drawn}
                </Link>
              )}
            />
            <SpanTable spans={spans} />
          </div>
          <div className="scroll overflow-x-auto">
            <table className="w-full text-sm" aria-label={t`The last 90 days and the 90 before`}>
              <thead className="text-xs text-fg-2">
                <tr>
                  <th scope="col" className="py-1 pr-3 text-left font-normal">{t`Outcome`}</th>
                  <th scope="col" className="py-1 pr-3 text-right font-normal">{t`Last 90 days`}</th>
                  <th scope="col" className="py-1 text-right font-normal">{t`The 90 before`}</th>
                </tr>
              </thead>
              <tbody>
                {outcomes.map((outcome) => (
                  <tr key={outcome} className="border-t border-line">
                    <th scope="row" className="py-1 pr-3 text-left font-normal">
                      <Swatch tone={tones[outcome]} /> {outcomeWord[outcome]()}
                    </th>
                    <Ended of={outcome} period={now} last={false} />
                    <Ended of={outcome} period={before} last />
                  </tr>
                ))}
                <tr className="border-t border-line font-medium">
                  <th scope="row" className="py-1.5 pr-3 text-left font-medium">{t`Success`}</th>
                  <td className="py-1.5 pr-3 text-right tabular-nums">
                    <Link
                      to="/changes"
                      search={{ ...closedIn(now), outcome: known }}
                      className="underline-offset-2 hover:underline"
                    >
                      {t`${whole(rateOf(now.ends))} of ${recorded(now.ends)}`}
                    </Link>
                  </td>
                  <td className="py-1.5 text-right tabular-nums">
                    <Link
                      to="/changes"
                      search={{ ...closedIn(before), outcome: known }}
                      className="underline-offset-2 hover:underline"
                    >
                      {t`${whole(rateOf(before.ends))} of ${recorded(before.ends)}`}
                    </Link>
                  </td>
                </tr>
              </tbody>
            </table>
          </div>
        </div>
      )}
    </Card>
  );
}

const formatShort = (instant: string, { zone, locale }: { zone: string; locale: string }): string =>
  new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', timeZone: zone }).format(new Date(instant));

const swatches: Partial<Record<Tone, string>> = { good: 'bg-low', fair: 'bg-med', bad: 'bg-crit', none: 'bg-line-2' };

function Swatch({ tone }: { tone: Tone }) {
  return <span aria-hidden="true" className={`mr-1 inline-block size-2.5 rounded-[2px] ${swatches[tone] ?? ''}`} />;
}

type EndedProps = { of: keyof Ends; period: Overview['success']['now']; last: boolean };

function Ended({ of, period, last }: EndedProps) {
  const { locale } = useViewer();
  const count = period.ends[of];
  return (
    <td className={last ? 'py-1 text-right tabular-nums' : 'py-1 pr-3 text-right tabular-nums'}>
      {count === 0 ? (
        <span className="text-fg-3">0</span>
      ) : (
        <Link
          to="/changes"
          search={{ ...closedIn(period), outcome: of }}
          aria-label={t`${count} of ${outcomeWord[of]()}: show them`}
          className="inline-block min-w-6 underline-offset-2 hover:underline"
        >
          {count.toLocaleString(locale)}
        </Link>
      )}
    </td>
  );
}
