import type { Run } from '@interlock/contract/change-runs.ts';
import { t } from '@lingui/core/macro';
import { lazy, type ReactNode, Suspense, useState } from 'react';
import { Button } from '../../ui/buttons/button.tsx';
import { Card } from '../../ui/layout/card.tsx';
import { At } from '../../ui/values/time.tsx';

const TimesDialog = lazy(() => import('./times-dialog.tsx'));

/** What was planned and what was recorded, and the way to set a recorded time right. */
export function Times({ run }: { run: Run }) {
  const [correcting, setCorrecting] = useState(false);
  const extended = run.window !== null && run.end !== null && run.end !== run.window.end;
  return (
    <Card
      title={t`Planned and actual`}
      aside={
        run.may.includes('correct') &&
        run.actualStart && (
          <Button kind="quiet" onClick={() => setCorrecting(true)}>
            {t`Correct the times`}
          </Button>
        )
      }
    >
      <dl className="grid grid-cols-[max-content_minmax(0,1fr)] gap-x-4 gap-y-1.5 text-sm">
        <Row name={t`Approved window`}>
          {run.window ? (
            <>
              <At at={run.window.start} /> – <At at={run.window.end} />
            </>
          ) : (
            t`None`
          )}
        </Row>
        {extended && run.end && (
          <Row name={t`Extended to`}>
            <At at={run.end} />
          </Row>
        )}
        <Row name={t`Began`}>{run.actualStart ? <At at={run.actualStart} /> : '–'}</Row>
        <Row name={t`Ended`}>{run.actualEnd ? <At at={run.actualEnd} /> : '–'}</Row>
        {run.overranAt && (
          <Row name={t`Past its window since`}>
            <span className="text-crit">
              <At at={run.overranAt} />
            </span>
          </Row>
        )}
      </dl>
      <Suspense>{correcting && <TimesDialog run={run} onClose={() => setCorrecting(false)} />}</Suspense>
    </Card>
  );
}

function Row({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-fg-2">{name}</dt>
      <dd className="min-w-0">{children}</dd>
    </>
  );
}
