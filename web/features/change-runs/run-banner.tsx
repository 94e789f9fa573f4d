import type { ChangeDetail } from '@interlock/contract/changes.ts';
import { t } from '@lingui/core/macro';
import { Link } from '@tanstack/react-router';
import { CirclePlay, Undo2 } from 'lucide-react';
import { buttonLook } from '../../ui/buttons/button.tsx';
import { useChangeTasks } from '../tasks/index.ts';

/** The way from the page of a change to its work, while that goes on or is taken back. */
export function RunBanner({ change: { id, number } }: { change: Pick<ChangeDetail, 'id' | 'number'> }) {
  const tasks = useChangeTasks(id);
  const goesBack = tasks.data?.tasks.some(({ kind, openedAt }) => kind === 'backout' && openedAt !== null);
  return (
    <section
      aria-label={t`Run view`}
      className="flex flex-wrap items-center gap-3 rounded-lg border border-line bg-surface px-4 py-3 text-sm shadow-card"
    >
      {goesBack ? (
        <Undo2 size={16} className="shrink-0 text-crit" aria-hidden="true" />
      ) : (
        <CirclePlay size={16} className="shrink-0 text-implement" aria-hidden="true" />
      )}
      <p className="min-w-0 grow basis-52">
        {goesBack
          ? t`It is being backed out. The run view shows it step by step, against the clock.`
          : t`The work goes on. The run view shows it step by step, against the clock.`}
      </p>
      <Link to="/changes/$number/run" params={{ number }} className={buttonLook('plain')}>
        {t`Open the run view`}
      </Link>
    </section>
  );
}
