import { z } from 'zod';
import { FileReading, ImportRun } from './import-runs.ts';
import { RowNote } from './imports.ts';
import { IncidentMap } from './incident-map.ts';
import { linkKinds } from './incidents.ts';
import { route } from './route.ts';
import { Instant, id, words, Zone } from './shared.ts';

const runId = id('imr');
const permission = 'import.run';

export const suggestIncidentMapRoute = route({
  method: 'GET',
  path: '/api/v1/imports/runs/:runId/incidents/map',
  permission,
  summary: 'A map for a file of incidents, by what its columns are called.',
  input: z.object({
    runId,
    ...FileReading,
    zone: Zone.optional(),
    source: words(60).optional(),
  }),
  output: z.object({ map: IncidentMap, missing: z.array(z.enum(['number', 'title'])) }),
});

export const previewIncidentsRoute = route({
  method: 'POST',
  path: '/api/v1/imports/runs/:runId/incidents/preview',
  permission,
  limit: { perMinute: 300 },
  summary: 'What the first rows would become by this map. Nothing is written.',
  input: z.object({ runId, map: IncidentMap }),
  output: z.object({
    rows: z.array(
      z.object({
        line: z.number().int(),
        number: z.string(),
        title: z.string(),
        url: z.string(),
        openedAt: Instant.nullable(),
        links: z.array(z.object({ kind: z.enum(linkKinds), change: z.string() })),
      }),
    ),
    refusals: z.array(RowNote),
    warnings: z.array(RowNote),
  }),
});

export const startIncidentsRoute = route({
  method: 'POST',
  path: '/api/v1/imports/runs/:runId/incidents/start',
  permission,
  summary: 'Read the whole file by this map: only to report, or to take its incidents in, whole or not at all.',
  input: z.object({ runId, map: IncidentMap, write: z.boolean() }),
  output: ImportRun,
});
