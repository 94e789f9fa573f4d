import { t } from '@lingui/core/macro';
import { Link } from '@tanstack/react-router';
import { CirclePlay } from 'lucide-react';
import { buttonLook } from '../../ui/button.tsx';

/** The way from the page of a change to its work, while that goes on. */
export function RunBanner({ number }: { number: string }) {
  return (
    <section
      aria-label={t`Run view`}
      className="flex flex-wrap items-center gap-3 rounded-lg border border-line bg-surface px-4 py-3 text-sm shadow-card"
    >
      <CirclePlay size={16} className="shrink-0 text-implement" aria-hidden="true" />
      <p className="min-w-0 grow basis-52">
        {t`The work goes on. The run view shows it step by step, against the clock.`}
      </p>
      <Link to="/changes/$number/run" params={{ number }} className={buttonLook('plain')}>
        {t`Open the run view`}
      </Link>
    </section>
  );
}
