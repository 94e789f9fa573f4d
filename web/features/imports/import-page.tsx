import {
  discardImportRoute,
  type ImportRun,
  listImportRunsRoute,
  lookAtImportRoute,
  showImportRunRoute,
} from '@interlock/contract/import-runs.ts';
import { t } from '@lingui/core/macro';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { call } from '../../lib/calls/call.ts';
import { outdated, reads } from '../../lib/calls/query.ts';
import { useAction } from '../../lib/calls/use-action.ts';
import { Button, buttonLook } from '../../ui/buttons/button.tsx';
import { ErrorState } from '../../ui/feedback/error-state.tsx';
import { RefusalNote } from '../../ui/feedback/refusal-note.tsx';
import { Skeleton } from '../../ui/feedback/skeleton.tsx';
import { Badge } from '../../ui/glyphs/badge.tsx';
import { Page } from '../../ui/layout/page.tsx';
import { TopBar } from '../../ui/layout/top-bar.tsx';
import { stateTone, stateWord } from '../import-maps/index.ts';
import { ChangeSteps } from './change-steps.tsx';
import { IncidentSteps } from './incident-steps.tsx';
import type { Reading } from './reading-card.tsx';
import { RunCard, resultPlace } from './run-card.tsx';

const isUnderWay = (run: ImportRun | undefined): boolean => run?.state === 'checking' || run?.state === 'importing';
const ASK_EVERY = 500;

/** One file on its way in: how it reads, what its columns mean, what would become of it, and its way in. */
export function ImportPage() {
  const { runId } = useParams({ from: '/signed-in/import/$runId' });
  const navigate = useNavigate();
  const query = useQuery({
    ...reads(showImportRunRoute, { runId }),
    refetchInterval: ({ state }) => (isUnderWay(state.data) ? ASK_EVERY : false),
  });
  const discard = useAction(async () => {
    await call(discardImportRoute, { runId });
    await outdated(listImportRunsRoute);
    await navigate({ to: '/import' });
  });
  const run = query.data;
  if (query.isError && !run)
    return (
      <ErrorState
        whole
        error={query.error}
        onRetry={() => void query.refetch()}
        instead={<Link to="/import" className={buttonLook('plain')}>{t`Back to the list`}</Link>}
      />
    );
  return (
    <>
      <TopBar
        crumbs={[<Link key="import" to="/import" className="hover:text-fg">{t`Import`}</Link>, run?.fileName ?? '']}
      >
        {run && !isUnderWay(run) && (
          <Button kind="quiet" busy={discard.busy} onClick={() => void discard.run({})}>
            {run.state === 'imported' ? t`Forget the file` : t`Discard the file`}
          </Button>
        )}
      </TopBar>
      <Page
        title={run?.fileName ?? t`Import`}
        actions={run && <Badge tone={stateTone[run.state]}>{stateWord[run.state]()}</Badge>}
      >
        <div className="flex flex-col gap-5">
          <RefusalNote refusal={discard.refusal} />
          {run ? <Steps key={run.id} run={run} /> : <Skeleton rows={8} />}
        </div>
      </Page>
    </>
  );
}

function Steps({ run }: { run: ImportRun }) {
  const [reading, setReading] = useState<Reading>(() => readingOf(run));
  useShowEnd(run);
  const readable = run.state !== 'uploading' && run.keptUntil !== null;
  const { encoding, delimiter } = reading;
  const asked = { runId: run.id, ...(encoding && { encoding }), ...(delimiter && { delimiter }) };
  const look = useQuery({ ...reads(lookAtImportRoute, asked), enabled: readable, placeholderData: keepPreviousData });
  // A file that cannot be read so is read otherwise: the choices stay.
  const holds = reading.holds ?? look.data?.guessed.holds ?? (look.isError ? 'changes' : undefined);
  if (!readable || run.state === 'imported' || isUnderWay(run)) {
    return <RunCard run={run} map={null} lastMap={null} onStart={() => undefined} />;
  }
  if (holds === undefined) return <Skeleton rows={8} />;
  const OfFile = holds === 'incidents' ? IncidentSteps : ChangeSteps;
  return (
    <>
      {look.isError && <ErrorState error={look.error} onRetry={() => void look.refetch()} />}
      <OfFile run={run} look={look.data} reading={reading} onRead={setReading} />
    </>
  );
}

/** Once a check or an import is over, what came of it is brought into sight, below all that it was asked for with. */
function useShowEnd(run: ImportRun): void {
  const goesOn = isUnderWay(run);
  const wentOn = useRef(goesOn);
  useEffect(() => {
    if (wentOn.current && !goesOn) {
      const result = document.getElementById(resultPlace);
      result?.scrollIntoView({ block: 'start' });
      result?.focus({ preventScroll: true });
    }
    wentOn.current = goesOn;
  }, [goesOn]);
}

/** As it was last checked. */
const readingOf = ({ map, incidentMap, holds }: ImportRun): Reading => {
  const last = map ?? incidentMap;
  return last ? { encoding: last.encoding, delimiter: last.delimiter, zone: last.zone, holds } : {};
};
