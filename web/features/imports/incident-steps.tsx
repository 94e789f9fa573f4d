import type { ImportLook, ImportRun } from '@interlock/contract/import-runs.ts';
import {
  previewIncidentsRoute,
  startIncidentsRoute,
  suggestIncidentMapRoute,
} from '@interlock/contract/incident-imports.ts';
import type { IncidentMap } from '@interlock/contract/incident-map.ts';
import { t } from '@lingui/core/macro';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useRested } from '../../lib/browser/use-rested.ts';
import { call, type OutputOf } from '../../lib/calls/call.ts';
import { reads } from '../../lib/calls/query.ts';
import { useViewer } from '../../lib/session/viewer.ts';
import { ErrorState } from '../../ui/feedback/error-state.tsx';
import { At } from '../../ui/values/time.tsx';
import { IncidentMapping } from './incident-mapping.tsx';
import { Preview } from './preview.tsx';
import { type Reading, ReadingCard } from './reading-card.tsx';
import { RunCard } from './run-card.tsx';

type Props = { run: ImportRun; look: ImportLook | undefined; reading: Reading; onRead: (reading: Reading) => void };

/** A file of incidents on its way in. */
export function IncidentSteps({ run, look, reading, onRead }: Props) {
  const { siteZone } = useViewer();
  const [map, setMap] = useState<IncidentMap | null>(run.incidentMap);
  const zone = reading.zone ?? siteZone;
  const { encoding, delimiter } = reading;
  const asked = { runId: run.id, ...(encoding && { encoding }), ...(delimiter && { delimiter }) };
  const suggestion = useQuery({
    ...reads(suggestIncidentMapRoute, { ...asked, zone }),
    enabled: map === null && zone !== '',
  });
  useEffect(() => {
    if (map === null && suggestion.data) setMap(suggestion.data.map);
  }, [map, suggestion.data]);
  const start = (write: boolean) => (map ? call(startIncidentsRoute, { runId: run.id, map, write }) : undefined);
  return (
    <>
      <ReadingCard
        look={look}
        of={map}
        reading={{ ...reading, zone, holds: 'incidents' }}
        onRead={(next) => {
          onRead(next);
          setMap(null);
        }}
        onOf={(part) => map && setMap({ ...map, ...part })}
      />
      {look && map && (
        <IncidentMapping look={look} map={map} missing={suggestion.data?.missing ?? []} onChange={setMap} />
      )}
      {suggestion.isError && <ErrorState error={suggestion.error} onRetry={() => void suggestion.refetch()} />}
      {map && <IncidentPreview runId={run.id} map={map} />}
      <RunCard run={run} map={map} lastMap={run.incidentMap} onStart={start} />
    </>
  );
}

function IncidentPreview({ runId, map }: { runId: string; map: IncidentMap }) {
  const rested = useRested(map, 400);
  const preview = useQuery({
    queryKey: [previewIncidentsRoute.path, runId, rested],
    queryFn: ({ signal }) => call(previewIncidentsRoute, { runId, map: rested }, { signal }),
    placeholderData: keepPreviousData,
    retry: false,
  });
  return (
    <Preview
      preview={preview}
      label={t`Incidents of the first rows`}
      heads={[t`Number`, t`Title`, t`Opened`, t`Changes`]}
      cellsOf={cellsOf}
    />
  );
}

type Row = OutputOf<typeof previewIncidentsRoute>['rows'][number];

const cellsOf = ({ number, title, openedAt, links }: Row) => [
  number,
  title,
  openedAt && <At at={openedAt} />,
  links.map(({ kind, change }) => (kind === 'caused_by' ? t`caused by ${change}` : t`fixed by ${change}`)).join(', '),
];
