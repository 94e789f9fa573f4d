import type { Run } from '@interlock/contract/change-runs.ts';
import type { RunClock } from '@interlock/contract/run-clock.ts';
import { t } from '@lingui/core/macro';
import type { ReactNode } from 'react';
import { cx } from '../../lib/browser/cx.ts';
import { formatInstant, formatTime } from '../../lib/formats/format.ts';
import { useViewer } from '../../lib/session/viewer.ts';
import { minutesInWords } from '../tasks/index.ts';
import { countdown } from './countdown.ts';
import { WindowTrack } from './window-track.tsx';

type Props = { run: Run; clock: RunClock; now: number };

/** The clock against the window: how long it is open, until when going back fits, and when the work ends as it goes. */
export function ClockPanel({ run, clock, now }: Props) {
  const end = run.end === null ? null : Date.parse(run.end);
  const running = run.change.state.kind === 'implement';
  const late = end !== null && clock.forecastEnd > end;
  const timed = namesMinutes(run);
  return (
    <section aria-label={t`The clock`} className="rounded-lg border border-line bg-surface shadow-card">
      <dl className="grid grid-cols-2 gap-px overflow-hidden rounded-t-lg bg-line lg:grid-cols-4">
        <Figure name={t`Now`} value={<Time at={now} seconds />} note={<Day at={now} />} />
        <Figure
          name={t`Window ends`}
          value={end === null ? '–' : <Time at={end} />}
          note={end === null ? t`It has no window` : running ? inTime(end - now) : undefined}
          tone={running && end !== null && now >= end ? 'crit' : undefined}
        />
        <NoReturn run={run} clock={clock} now={now} />
        <Figure
          name={clock.backingOut ? t`Back by` : t`Forecast end`}
          value={running && timed ? <Time at={clock.forecastEnd} /> : '–'}
          note={running ? (timed ? forecastNote(clock, end) : t`the plan names no minutes`) : undefined}
          tone={running && timed && late ? 'high' : undefined}
        />
      </dl>
      <WindowTrack run={run} clock={clock} now={now} timed={timed} />
    </section>
  );
}

/** Without them nothing is known of how long it takes, there or back. */
const namesMinutes = ({ tasks }: Run): boolean => tasks.some(({ steps }) => steps.some(({ minutes }) => minutes > 0));

function NoReturn({ run, clock, now }: Props) {
  const viewer = useViewer();
  const { noReturn, backingOut } = clock;
  const name = t`Point of no return`;
  if (backingOut) return <Figure name={name} value="–" note={t`It is being backed out`} />;
  if (noReturn === null || run.change.state.kind !== 'implement') return <Figure name={name} value="–" />;
  const left = noReturn - now;
  if (left > 0 && !namesMinutes(run)) return <Figure name={name} value="–" note={t`the plan names no minutes`} />;
  const near = left <= run.noticeMinutes * 60_000;
  return (
    <Figure
      name={name}
      value={<Time at={noReturn} />}
      note={`${inTime(left)} · ${whyThen(clock, now, (at) => formatTime(new Date(at).toISOString(), viewer))}`}
      tone={left <= 0 ? 'crit' : near ? 'high' : undefined}
    />
  );
}

/** Why the point of no return is where it is: also why it is the end of the window. */
function whyThen({ back, wayBack, beginBy }: RunClock, now: number, time: (at: number) => string): string {
  const takes = minutesInWords(wayBack);
  if (wayBack === 0) return t`the plan names no minutes for going back`;
  if (back > 0 || beginBy === null) return t`going back takes ${takes}`;
  const then = time(beginBy);
  return beginBy > now
    ? t`nothing is begun, so there is nothing to go back from; once begun it is ${then}`
    : t`nothing is begun; if it begins now, going back takes ${takes} and fits no more`;
}

function forecastNote({ left, forecastEnd }: RunClock, end: number | null): string {
  const more = minutesInWords(Math.ceil(left));
  if (left === 0) return t`Nothing is left to do`;
  if (end === null || forecastEnd <= end) return t`${more} left`;
  const over = minutesInWords(Math.ceil((forecastEnd - end) / 60_000));
  return t`${more} left, ${over} past the window`;
}

const inTime = (ms: number): string => {
  const time = countdown(Math.abs(ms));
  return ms > 0 ? t`in ${time}` : t`${time} ago`;
};

const tones = { crit: 'text-crit', high: 'text-high' } as const;

type FigureProps = {
  name: string;
  value: ReactNode;
  note?: ReactNode | undefined;
  tone?: keyof typeof tones | undefined;
};

function Figure({ name, value, note, tone }: FigureProps) {
  return (
    <div className="flex min-w-0 flex-col bg-surface px-4 py-3">
      <dt className="text-xs text-fg-2">{name}</dt>
      <dd className={cx('text-[26px] leading-8 font-semibold tabular-nums', tone && tones[tone])}>{value}</dd>
      <dd className={cx('min-h-4 text-xs tabular-nums', tone ? tones[tone] : 'text-fg-2')}>{note}</dd>
    </div>
  );
}

function Time({ at, seconds = false }: { at: number; seconds?: boolean }) {
  const viewer = useViewer();
  const instant = new Date(at).toISOString();
  const shown = formatTime(instant, viewer);
  return (
    <time dateTime={instant} title={`${formatInstant(instant, viewer)} (${viewer.zone})`}>
      {shown}
      {seconds && <span className="text-lg text-fg-2">:{String(new Date(at).getUTCSeconds()).padStart(2, '0')}</span>}
    </time>
  );
}

function Day({ at }: { at: number }) {
  const { zone, locale } = useViewer();
  const parts = { weekday: 'long', day: 'numeric', month: 'short' } as const;
  return <>{new Intl.DateTimeFormat(locale, { ...parts, timeZone: zone }).format(at)}</>;
}
