import { t } from '@lingui/core/macro';
import { Link, useParams } from '@tanstack/react-router';
import { X } from 'lucide-react';
import { ErrorState } from '../../ui/feedback/error-state.tsx';
import { Notices } from '../../ui/feedback/notices.tsx';
import { Skeleton } from '../../ui/feedback/skeleton.tsx';
import { StateBadge } from '../../ui/glyphs/state-glyph.tsx';
import { useTitle } from '../../ui/layout/page.tsx';
import { LiveMark, useRun } from '../run-clock/index.ts';
import { RunBody } from './run-body.tsx';

/** The work on a change while it goes on, alone on the screen: for whoever does it, and for whoever watches. */
export function RunPage() {
  const { number } = useParams({ from: '/alone/changes/$number/run' });
  const run = useRun(number);
  const { heard } = run;
  const change = run.refused ? undefined : heard?.run.change;
  const title = change?.title ?? number;
  useTitle(t`Run: ${number} ${change?.title ?? ''}`);
  return (
    <div className="flex min-h-full flex-col bg-bg">
      <header className="sticky top-0 z-30 flex min-h-12 flex-wrap items-center gap-x-3 gap-y-1 border-b border-line bg-surface px-3 py-1.5 sm:px-5">
        <span className="font-mono text-sm font-semibold">{number}</span>
        <h1 className="min-w-0 grow basis-24 truncate text-sm font-medium" title={title}>
          {title}
        </h1>
        {change && <StateBadge state={change.state} held={change.held !== null} />}
        {heard && <LiveMark lost={run.lost} />}
        <Link
          to="/changes/$number"
          params={{ number }}
          aria-label={t`Leave the run view`}
          title={t`Leave the run view`}
          className="flex size-8 items-center justify-center rounded-md hover:bg-hover"
        >
          <X size={16} aria-hidden="true" />
        </Link>
      </header>
      <main id="main" className="mx-auto w-full max-w-7xl grow px-3 py-4 sm:px-5">
        {!heard && !run.error && <Skeleton rows={10} />}
        {run.error && (!heard || run.refused) && <ErrorState error={run.error} onRetry={run.lookAgain} />}
        {heard && !run.refused && <RunBody heard={heard} lost={run.lost} lookAgain={run.lookAgain} />}
      </main>
      <Notices />
    </div>
  );
}
