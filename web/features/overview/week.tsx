import type { Overview } from '@interlock/contract/overview.ts';
import { t } from '@lingui/core/macro';
import { Link } from '@tanstack/react-router';
import { formatDay } from '../../lib/formats/format.ts';
import { useNow } from '../../lib/formats/use-now.ts';
import { useViewer } from '../../lib/session/viewer.ts';
import { Card } from '../../ui/layout/card.tsx';
import { Columns } from '../../ui/values/columns.tsx';
import { standing } from './lists.ts';

type Props = { week: Overview['week']; missed: number; running: number };

/** What begins on each day of this week, what ends, what runs, and whose window has passed. */
export function Week({ week, missed, running }: Props) {
  const viewer = useViewer();
  const now = useNow();
  const dayName = (instant: string) =>
    new Intl.DateTimeFormat(viewer.locale, { weekday: 'short', timeZone: viewer.zone }).format(new Date(instant));
  const columns = week.days.map(({ from, to, starting }) => {
    const strong = Date.parse(from) <= now && now < Date.parse(to);
    const parts = [{ tone: strong ? ('accent' as const) : ('plain' as const), value: starting }];
    return { key: from, label: dayName(from), parts, strong, from, to, starting };
  });
  const planned = { ...standing, plannedFrom: week.from, plannedTo: week.to };
  const facts = [
    { name: t`Starting`, count: week.starting, search: planned },
    { name: t`Running now`, count: running, search: { state: 'implement' } },
    { name: t`Ending`, count: week.ending, search: { ...standing, endsFrom: week.from, endsTo: week.to } },
    { name: t`Windows missed`, count: missed, search: { missed: 'true' } },
  ];
  return (
    <Card title={t`This week`}>
      <dl className="mb-4 grid grid-cols-2 gap-x-4 gap-y-1 text-sm sm:grid-cols-4">
        {facts.map(({ name, count, search }) => (
          <div key={name}>
            <dt className="text-xs text-fg-2">{name}</dt>
            <dd>
              <Link
                to="/changes"
                search={search}
                className="font-medium tabular-nums underline-offset-2 hover:underline"
              >
                {count.toLocaleString(viewer.locale)}
              </Link>
            </dd>
          </div>
        ))}
      </dl>
      <Columns
        label={t`Starting on each day`}
        columns={columns}
        height={80}
        open={({ from, to, starting, label }, drawn) => (
          <Link
            to="/changes"
            search={{ ...standing, plannedFrom: from, plannedTo: to }}
            aria-label={nameOf({ starting, label, day: formatDay(from, viewer) })}
            className="block rounded-sm hover:bg-hover"
          >
            <span aria-hidden="true" className="block text-center text-2xs tabular-nums text-fg-2">
              {starting || '\u00a0'}
            </span>{' '}
            {drawn}
          </Link>
        )}
      />
    </Card>
  );
}

/** Begins as what stands there to be seen, so that it is found by speech. */
const nameOf = ({ starting, label, day }: { starting: number; label: string; day: string }): string =>
  starting === 0 ? t`${label}: nothing starts on ${day}` : t`${starting} ${label}: starting on ${day}`;
