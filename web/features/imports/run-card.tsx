import {
  cancelImportRoute,
  type ImportRun,
  importNotesRoute,
  refusedRowsRoute,
  showImportRunRoute,
} from '@interlock/contract/import-runs.ts';
import { requestOf } from '@interlock/contract/route.ts';
import { plural, t } from '@lingui/core/macro';
import { Link } from '@tanstack/react-router';
import { call } from '../../lib/calls/call.ts';
import { outdated } from '../../lib/calls/query.ts';
import { useAction } from '../../lib/calls/use-action.ts';
import { Button, buttonLook } from '../../ui/buttons/button.tsx';
import { Progress } from '../../ui/feedback/progress.tsx';
import { RefusalNote } from '../../ui/feedback/refusal-note.tsx';
import { Card } from '../../ui/layout/card.tsx';
import { isSameMap } from '../import-maps/index.ts';
import { Notes } from './notes.tsx';

type Props = {
  run: ImportRun;
  map: object | null;
  /** By which it was last checked. */
  lastMap: object | null;
  onStart: (write: boolean) => Promise<unknown> | undefined;
};

/** Where what came of it is found in the page. */
export const resultPlace = 'import-result';

/** The check and the import: what can be started, how far it is, and what came of it. */
export function RunCard({ run, map, lastMap, onStart }: Props) {
  const again = () => outdated(showImportRunRoute, importNotesRoute);
  const start = useAction(async (write: boolean) => {
    await onStart(write);
    await again();
  });
  const cancel = useAction(async () => {
    await call(cancelImportRoute, { runId: run.id });
    await again();
  });
  const underWay = run.state === 'checking' || run.state === 'importing';
  const checkedAsItStands = run.state === 'checked' && isSameMap(lastMap, map);
  return (
    <div id={resultPlace} tabIndex={-1} className="scroll-mt-16 outline-none">
      <Card title={titleOf(run)} flush>
        <div className="flex flex-col gap-3 p-4">
          {run.state === 'uploading' && (
            <p className="text-sm">{t`The file did not arrive whole. Discard it and choose it once more.`}</p>
          )}
          {run.state === 'failed' && run.failure && (
            <p role="alert" className="text-sm text-crit">
              {run.failure.because} <span className="text-fg-2">{t`Nothing was written.`}</span>
            </p>
          )}
          {run.state === 'cancelled' && (
            <p className="text-sm text-fg-2">{t`It was cancelled. Nothing was written.`}</p>
          )}
          {underWay && (
            <div className="flex flex-wrap items-end gap-4">
              <Progress
                label={run.state === 'checking' ? t`Reading the rows` : t`Writing the rows`}
                share={run.bytes > 0 ? run.readBytes / run.bytes : 0}
                note={plural(run.rows, { one: '# row so far', other: '# rows so far' })}
              />
              <Button busy={cancel.busy || run.cancelling} onClick={() => void cancel.run({})}>
                {run.cancelling ? t`Stopping` : t`Cancel`}
              </Button>
            </div>
          )}
          {(run.state === 'checked' || run.state === 'imported') && <Counts run={run} />}
          {map && !underWay && run.state !== 'uploading' && run.state !== 'imported' && (
            <div className="flex flex-wrap items-center gap-2">
              <Button
                kind={checkedAsItStands ? 'plain' : 'primary'}
                busy={start.busy}
                onClick={() => void start.run(false)}
              >
                {run.state === 'checked' ? t`Check again` : t`Check the whole file`}
              </Button>
              {checkedAsItStands && (
                <Button kind="primary" busy={start.busy} onClick={() => void start.run(true)}>
                  {importWord(run)}
                </Button>
              )}
              <span className="text-xs text-fg-3">
                {checkedAsItStands ? t`All of them go in together, or none.` : t`A check writes nothing.`}
              </span>
            </div>
          )}
          <RefusalNote refusal={start.refusal ?? cancel.refusal} />
        </div>
        {(run.state === 'checked' || run.state === 'imported') && <Notes run={run} />}
      </Card>
    </div>
  );
}

function titleOf({ state }: ImportRun): string {
  if (state === 'imported') return t`It is in`;
  return state === 'checked' ? t`What would become of the file` : t`Check and import`;
}

const importWord = ({ created, updated, holds }: ImportRun): string => {
  const count = created + updated;
  if (holds === 'incidents') return plural(count, { one: 'Import # incident', other: 'Import # incidents' });
  return plural(count, { one: 'Import # change', other: 'Import # changes' });
};

function Counts({ run }: { run: ImportRun }) {
  const { path } = requestOf(refusedRowsRoute, { runId: run.id });
  const done = run.state === 'imported';
  const counts = [
    { name: done ? t`created` : t`new`, count: run.created, tone: 'text-fg' },
    { name: done ? t`updated` : t`here already, updated`, count: run.updated, tone: 'text-fg' },
    ...(run.unchanged ? [{ name: t`of these unchanged`, count: run.unchanged, tone: 'text-fg-2' }] : []),
    { name: t`refused`, count: run.refused, tone: run.refused > 0 ? 'text-crit' : 'text-fg' },
    { name: t`warnings`, count: run.warned, tone: run.warned > 0 ? 'text-med' : 'text-fg' },
  ];
  return (
    <div className="flex flex-wrap items-center justify-between gap-4">
      <dl className="flex flex-wrap gap-x-8 gap-y-2">
        {counts.map(({ name, count, tone }) => (
          <div key={name} className="flex flex-col-reverse">
            <dt className="text-xs text-fg-2">{name}</dt>
            <dd className={`text-xl font-semibold tabular-nums ${tone}`}>{count.toLocaleString()}</dd>
          </div>
        ))}
      </dl>
      <div className="flex flex-wrap gap-2">
        {run.refused > 0 && run.keptUntil !== null && (
          <a href={path} download className={buttonLook('plain')}>{t`Refused rows as CSV`}</a>
        )}
        {done && run.holds === 'changes' && (
          <Link to="/changes" className={buttonLook('primary')}>{t`See the changes`}</Link>
        )}
        {done && run.holds === 'incidents' && (
          <Link to="/incidents" className={buttonLook('primary')}>{t`See the incidents`}</Link>
        )}
      </div>
    </div>
  );
}
