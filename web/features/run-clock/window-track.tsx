import type { Run } from '@interlock/contract/change-runs.ts';
import type { RunClock } from '@interlock/contract/run-clock.ts';
import { t } from '@lingui/core/macro';
import { cx } from '../../lib/browser/cx.ts';
import { formatTime } from '../../lib/formats/format.ts';
import { useViewer } from '../../lib/session/viewer.ts';

/** `timed`: the plan names minutes, so that there is a forecast. */
type Props = { run: Run; clock: RunClock; now: number; timed: boolean };

/** The window as a bar: what has passed, the minutes that were granted, where going back ends, and where the work will. */
export function WindowTrack({ run, clock, now, timed }: Props) {
  const viewer = useViewer();
  if (run.window === null || run.end === null || run.change.state.kind !== 'implement') return null;
  const start = Math.min(Date.parse(run.window.start), Date.parse(run.actualStart ?? run.window.start));
  const approved = Date.parse(run.window.end);
  const end = Date.parse(run.end);
  const last = Math.max(end, clock.forecastEnd, now) + (end - start) * 0.02;
  const place = (at: number) => `${(100 * Math.min(Math.max(at - start, 0), last - start)) / (last - start)}%`;
  const time = (at: number) => formatTime(new Date(at).toISOString(), viewer);
  const { forecastEnd } = clock;
  const noReturn = timed ? clock.noReturn : null;
  return (
    <div className="px-4 pt-3 pb-4">
      <div aria-hidden="true" className="relative h-3 rounded-sm bg-hover">
        <span className="absolute inset-y-0 left-0 rounded-l-sm bg-implement" style={{ width: place(now) }} />
        {end > approved && (
          <span
            className="absolute inset-y-0 border-y-2 border-dashed border-accent"
            style={{ left: place(approved), width: `calc(${place(end)} - ${place(approved)})` }}
          />
        )}
        <Mark at={place(end)} className="bg-fg" />
        {noReturn !== null && <Mark at={place(noReturn)} className="bg-crit" />}
        {timed && <Mark at={place(forecastEnd)} className="rounded-full bg-accent" dot />}
      </div>
      <ul className="mt-2.5 flex flex-wrap gap-x-4 gap-y-1 text-xs text-fg-2 tabular-nums">
        <Key className="bg-implement">{t`since ${time(start)}`}</Key>
        {noReturn !== null && <Key className="bg-crit">{t`no return ${time(noReturn)}`}</Key>}
        {timed && <Key className="rounded-full bg-accent">{t`forecast ${time(forecastEnd)}`}</Key>}
        <Key className="bg-fg">
          {end > approved ? t`window ${time(approved)}, extended to ${time(end)}` : t`window ends ${time(end)}`}
        </Key>
      </ul>
    </div>
  );
}

function Mark({ at, className, dot = false }: { at: string; className: string; dot?: boolean }) {
  return (
    <span
      className={cx('absolute', dot ? 'top-0 size-3 -translate-x-1/2' : '-inset-y-1 w-0.5', className)}
      style={{ left: at }}
    />
  );
}

function Key({ className, children }: { className: string; children: string }) {
  return (
    <li className="flex items-center gap-1.5">
      <span aria-hidden="true" className={cx('size-2', className)} />
      {children}
    </li>
  );
}
