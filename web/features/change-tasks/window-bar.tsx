import type { PlanMinutes } from '@interlock/contract/tasks.ts';
import { t } from '@lingui/core/macro';
import { minutesInWords } from '../tasks/index.ts';

/** Implementation, verification and backout against the window: what fits, and by how much it misses. */
export function WindowBar({ minutes }: { minutes: PlanMinutes }) {
  const { implementation, verification, backout, total, window } = minutes;
  if (total === 0) return null;
  const work = total - backout;
  const most = Math.max(total, window ?? 0);
  const share = (part: number) => `${(100 * part) / most}%`;
  const over = window === null ? 0 : total - window;
  const left = minutesInWords(Math.abs(over));
  return (
    <div className="flex flex-col gap-1.5 px-4 py-3">
      <dl className="flex flex-wrap gap-x-4 gap-y-1 text-xs text-fg-2">
        <Part name={t`Implementation`} minutes={implementation} />
        <Part name={t`Verification`} minutes={verification} />
        <Part name={t`Backout`} minutes={backout} />
        <Part name={t`In all`} minutes={total} />
        {window !== null && <Part name={t`Window`} minutes={window} />}
      </dl>
      {window !== null && (
        <>
          <div aria-hidden="true" className="relative flex h-2.5 overflow-hidden rounded-sm bg-hover">
            <span style={{ width: share(work) }} className="bg-implement" />
            <span style={{ width: share(backout) }} className="bg-med" />
            {over > 0 && <span style={{ left: share(window) }} className="absolute inset-y-0 w-0.5 bg-crit" />}
          </div>
          <p className={over > 0 ? 'text-xs font-medium text-crit' : 'text-xs text-fg-2'}>
            {over > 0
              ? t`The window is ${left} too short for the work and the way back.`
              : over === 0
                ? t`It fits exactly.`
                : t`${left} are left over.`}
          </p>
        </>
      )}
    </div>
  );
}

function Part({ name, minutes }: { name: string; minutes: number }) {
  return (
    <div className="flex gap-1">
      <dt>{name}</dt>
      <dd className="font-medium text-fg tabular-nums">{minutesInWords(minutes)}</dd>
    </div>
  );
}
