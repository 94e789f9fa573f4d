import type { Move } from '@interlock/contract/change-flow.ts';
import type { ChangeDetail } from '@interlock/contract/changes.ts';
import { t } from '@lingui/core/macro';
import { lazy, Suspense } from 'react';

const Evidence = lazy(() => import('../tasks/index.ts').then((module) => ({ default: module.Evidence })));

const aboutWork: readonly string[] = ['tasks_done', 'test_evidence'];

/** What was built and tested, in view of whoever takes the change on from there. */
export function WorkInView({ change, move }: { change: ChangeDetail; move: Move }) {
  const looks = change.state.kind === 'build' && move.guards.some(({ guard }) => aboutWork.includes(guard));
  if (!looks) return null;
  return (
    <section aria-label={t`What was built and tested`} className="rounded-lg border border-line bg-sunken px-3 py-2.5">
      <h3 className="mb-1.5 text-sm font-semibold">{t`What was built and tested`}</h3>
      <Suspense>
        <Evidence changeId={change.id} />
      </Suspense>
    </section>
  );
}
