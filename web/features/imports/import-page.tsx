import {
  discardImportRoute,
  type ImportRun,
  listImportRunsRoute,
  lookAtImportRoute,
  showImportRunRoute,
  suggestMapRoute,
} from '@interlock/contract/import-runs.ts';
import type { ChangeMap } from '@interlock/contract/imports.ts';
import { t } from '@lingui/core/macro';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { call } from '../../lib/call.ts';
import { outdated, reads } from '../../lib/query.ts';
import { useAction } from '../../lib/use-action.ts';
import { useViewer } from '../../lib/viewer.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { Page } from '../../ui/page.tsx';
import { RefusalNote } from '../../ui/refusal-note.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { TopBar } from '../../ui/top-bar.tsx';
import { MappingCard } from './mapping-card.tsx';
import { PreviewCard } from './preview-card.tsx';
import { type Reading, ReadingCard } from './reading-card.tsx';
import { RunCard } from './run-card.tsx';
import { stateTone, stateWord } from './words.ts';

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
  if (query.isError && !run) return <ErrorState whole error={query.error} onRetry={() => void query.refetch()} />;
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
  const { siteZone } = useViewer();
  const [reading, setReading] = useState<Reading>(() => readingOf(run.map));
  const [map, setMap] = useState<ChangeMap | null>(run.map);
  const readable = run.state !== 'uploading' && run.keptUntil !== null;
  const zone = reading.zone ?? siteZone;
  const asked = {
    runId: run.id,
    ...(reading.encoding && { encoding: reading.encoding }),
    ...(reading.delimiter && { delimiter: reading.delimiter }),
  };
  const look = useQuery({ ...reads(lookAtImportRoute, asked), enabled: readable, placeholderData: keepPreviousData });
  const suggestion = useQuery({
    ...reads(suggestMapRoute, { ...asked, zone, ...(reading.profile && { profile: reading.profile }) }),
    enabled: readable && map === null && zone !== '',
  });
  useEffect(() => {
    if (map === null && suggestion.data) setMap(suggestion.data.map);
  }, [map, suggestion.data]);
  if (!readable) return <RunCard run={run} map={map} />;
  const settled = run.state === 'imported' || isUnderWay(run);
  return (
    <>
      {settled && <RunCard run={run} map={map} />}
      {look.isError && <ErrorState error={look.error} onRetry={() => void look.refetch()} />}
      {!settled && (
        <ReadingCard
          look={look.data}
          map={map}
          reading={{ ...reading, zone }}
          onRead={(next) => {
            setReading(next);
            setMap(null);
          }}
          onMap={setMap}
        />
      )}
      {!settled && look.data && map && (
        <MappingCard look={look.data} map={map} missing={suggestion.data?.missing ?? []} onChange={setMap} />
      )}
      {!settled && suggestion.isError && (
        <ErrorState error={suggestion.error} onRetry={() => void suggestion.refetch()} />
      )}
      {!settled && map && <PreviewCard runId={run.id} map={map} />}
      {!settled && <RunCard run={run} map={map} />}
    </>
  );
}

const readingOf = (map: ChangeMap | null): Reading =>
  map ? { encoding: map.encoding, delimiter: map.delimiter, zone: map.zone } : {};
