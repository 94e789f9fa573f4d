import type { Move } from '@interlock/contract/change-flow.ts';
import type { ChangeDetail } from '@interlock/contract/changes.ts';
import { t } from '@lingui/core/macro';
import { lazy, Suspense } from 'react';
import { showsWork } from './at-once.ts';

const Evidence = lazy(() => import('../change-tasks/index.ts').then((module) => ({ default: module.Evidence })));

/** What was built and tested, in view of whoever takes the change on from there. */
export function WorkInView({ change, move }: { change: ChangeDetail; move: Move }) {
  if (!showsWork(change, move)) return null;
  return (
    <section aria-label={t`What was built and tested`} className="rounded-lg border border-line bg-sunken px-3 py-2.5">
      <h3 className="mb-1.5 text-sm font-semibold">{t`What was built and tested`}</h3>
      <Suspense>
        <Evidence changeId={change.id} />
      </Suspense>
    </section>
  );
}
