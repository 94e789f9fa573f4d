import { type ImportLook, type ImportRun, startImportRoute, suggestMapRoute } from '@interlock/contract/import-runs.ts';
import type { ChangeMap } from '@interlock/contract/imports.ts';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { call } from '../../lib/calls/call.ts';
import { reads } from '../../lib/calls/query.ts';
import { useViewer } from '../../lib/session/viewer.ts';
import { ErrorState } from '../../ui/feedback/error-state.tsx';
import { MappingCard } from '../import-maps/index.ts';
import { PreviewCard } from './preview-card.tsx';
import { type Reading, ReadingCard } from './reading-card.tsx';
import { RunCard } from './run-card.tsx';

type Props = { run: ImportRun; look: ImportLook | undefined; reading: Reading; onRead: (reading: Reading) => void };

/** A file of changes on its way in. */
export function ChangeSteps({ run, look, reading, onRead }: Props) {
  const { siteZone } = useViewer();
  const [map, setMap] = useState<ChangeMap | null>(run.map);
  const zone = reading.zone ?? siteZone;
  const { encoding, delimiter, profile } = reading;
  const asked = { runId: run.id, ...(encoding && { encoding }), ...(delimiter && { delimiter }) };
  const suggestion = useQuery({
    ...reads(suggestMapRoute, { ...asked, zone, ...(profile && { profile }) }),
    enabled: map === null && zone !== '',
  });
  useEffect(() => {
    if (map === null && suggestion.data) setMap(suggestion.data.map);
  }, [map, suggestion.data]);
  const start = (write: boolean) => (map ? call(startImportRoute, { runId: run.id, map, write }) : undefined);
  return (
    <>
      <ReadingCard
        look={look}
        of={map}
        reading={{ ...reading, zone, holds: 'changes' }}
        onRead={(next) => {
          onRead(next);
          setMap(null);
        }}
        onOf={(part) => map && setMap({ ...map, ...part })}
      />
      {look && map && <MappingCard look={look} map={map} missing={suggestion.data?.missing ?? []} onChange={setMap} />}
      {suggestion.isError && <ErrorState error={suggestion.error} onRetry={() => void suggestion.refetch()} />}
      {map && <PreviewCard runId={run.id} map={map} />}
      <RunCard run={run} map={map} lastMap={run.map} onStart={start} />
    </>
  );
}
