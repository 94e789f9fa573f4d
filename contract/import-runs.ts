import { z } from 'zod';
import { ChangeMap, delimiters, encodings, RowNote } from './imports.ts';
import { IncidentMap } from './incident-map.ts';
import { route } from './route.ts';
import { Instant, id, Nothing, PageQuery, page, words, Zone } from './shared.ts';

/** Systems whose exports Interlock knows by their columns; the generic one goes by what columns are called. */
export const profiles = ['generic', 'servicenow', 'hpsm'] as const;
export type Profile = (typeof profiles)[number];

export const runStates = [
  'uploading',
  'ready',
  'checking',
  'checked',
  'importing',
  'imported',
  'cancelled',
  'failed',
] as const;
export type RunState = (typeof runStates)[number];

/** Of one file, and of one piece of it. */
export const MOST_BYTES = 256 * 1024 * 1024;
export const PIECE_BYTES = 2 * 1024 * 1024;

/** What the rows of a file are. */
export const fileHolds = ['changes', 'incidents'] as const;
export type FileHolds = (typeof fileHolds)[number];

const Counts = { created: z.number().int(), updated: z.number().int(), refused: z.number().int() };

/** A file on its way in: staged, checked, and then taken in whole or not at all. */
export const ImportRun = z
  .object({
    id: z.string(),
    fileName: z.string(),
    bytes: z.number().int(),
    received: z.number().int(),
    state: z.enum(runStates),
    /** What its rows were last taken for. */
    holds: z.enum(fileHolds),
    /** What the columns mean, as it was last checked or imported. */
    map: ChangeMap.nullable(),
    incidentMap: IncidentMap.nullable(),
    by: z.object({ id: z.string(), name: z.string() }),
    createdAt: Instant,
    /** How far the check or the import is: rows so far, and how much of the file has been read. */
    rows: z.number().int(),
    readBytes: z.number().int(),
    ...Counts,
    /** Of those updated, how many say the same as before; null until they are in, and of incidents. */
    unchanged: z.number().int().nullable(),
    warned: z.number().int(),
    cancelling: z.boolean(),
    /** Why the last check or import ended without a result. */
    failure: z.object({ code: z.string(), because: z.string() }).nullable(),
    /** The id that the audit log knows the file by, once it is in. */
    importId: z.string().nullable(),
    /** Until when the file itself is kept, so that its refused rows can be had; null when it is gone. */
    keptUntil: Instant.nullable(),
    version: z.number().int(),
  })
  .meta({ id: 'ImportRun' });
export type ImportRun = z.output<typeof ImportRun>;

const runId = id('imr');
const permission = 'import.run';

export const listImportRunsRoute = route({
  method: 'GET',
  path: '/api/v1/imports/runs',
  permission,
  summary: 'Files that were brought to be imported, newest first.',
  input: z.object(PageQuery),
  output: page(ImportRun),
});

export const beginImportRoute = route({
  method: 'POST',
  path: '/api/v1/imports/runs',
  permission,
  summary: 'Say which file is coming. Its pieces follow, then it can be looked at, checked and imported.',
  input: z.object({ fileName: words(300), bytes: z.number().int().min(1).max(MOST_BYTES) }),
  output: ImportRun,
});

export const sendPieceRoute = route({
  method: 'POST',
  path: '/api/v1/imports/runs/:runId/pieces',
  permission,
  summary: 'Bring the next piece of the file: it begins at the byte `from`, which is where the last one ended.',
  input: z.object({
    runId,
    from: z.number().int().min(0).max(MOST_BYTES),
    content: z.base64().max(Math.ceil(PIECE_BYTES / 3) * 4),
  }),
  output: z.object({ received: z.number().int() }),
  bodyLimit: 4 * 1024 * 1024,
});

export const showImportRunRoute = route({
  method: 'GET',
  path: '/api/v1/imports/runs/:runId',
  permission,
  summary: 'One file on its way in, and how far it is.',
  input: z.object({ runId }),
  output: ImportRun,
});

/** What one column holds, as far as the first rows tell. */
export const LookedAtColumn = z.object({
  name: z.string(),
  /** How many of the rows that were looked at have something in it. */
  filled: z.number().int(),
  /** Its distinct values with how often they come, most often first; null where they are too many to be a choice. */
  values: z.array(z.object({ value: z.string(), count: z.number().int() })).nullable(),
  /** Formats that fit most cells, likeliest first: one wrong cell makes no column another one. */
  formats: z.array(z.string()),
});

/** How the bytes of a file become rows; what is left out is guessed. */
export const FileReading = { encoding: z.enum(encodings).optional(), delimiter: z.enum(delimiters).optional() };

export const lookAtImportRoute = route({
  method: 'GET',
  path: '/api/v1/imports/runs/:runId/look',
  permission,
  summary: 'The first rows of the file and what its columns hold, as they read in this encoding with this delimiter.',
  input: z.object({ runId, ...FileReading }),
  output: z.object({
    encoding: z.enum(encodings),
    delimiter: z.enum(delimiters),
    /** What the file itself suggests, whatever was asked for. */
    guessed: z.object({
      encoding: z.enum(encodings),
      delimiter: z.enum(delimiters),
      profile: z.enum(profiles),
      holds: z.enum(fileHolds),
    }),
    /** How many rows were looked at. */
    rows: z.number().int(),
    columns: z.array(LookedAtColumn),
    first: z.array(z.object({ line: z.number().int(), cells: z.array(z.string()) })),
  }),
});
export type ImportLook = z.output<typeof lookAtImportRoute.output>;

export const suggestMapRoute = route({
  method: 'GET',
  path: '/api/v1/imports/runs/:runId/map',
  permission,
  summary: 'A map for this file by a profile: the columns that it knows and finds, with values and formats of dates.',
  input: z.object({
    runId,
    ...FileReading,
    profile: z.enum(profiles).optional(),
    zone: Zone.optional(),
    source: words(80).optional(),
  }),
  output: z.object({ map: ChangeMap, missing: z.array(z.enum(['number', 'title', 'state'])) }),
});

export const previewImportRoute = route({
  method: 'POST',
  path: '/api/v1/imports/runs/:runId/preview',
  permission,
  limit: { perMinute: 300 },
  summary: 'What the first rows would become by this map. Nothing is written.',
  input: z.object({ runId, map: ChangeMap }),
  output: z.object({
    rows: z.array(
      z.object({
        line: z.number().int(),
        number: z.string(),
        title: z.string(),
        state: z.string(),
        requestedAt: Instant.nullable(),
        plannedStart: Instant.nullable(),
        plannedEnd: Instant.nullable(),
        endedAt: Instant.nullable(),
        systemsAffected: z.string(),
      }),
    ),
    refusals: z.array(RowNote),
    warnings: z.array(RowNote),
  }),
});

export const startImportRoute = route({
  method: 'POST',
  path: '/api/v1/imports/runs/:runId/start',
  permission,
  summary: 'Read the whole file by this map: only to report, or to take it in, whole or not at all.',
  input: z.object({ runId, map: ChangeMap, write: z.boolean() }),
  output: ImportRun,
});

export const cancelImportRoute = route({
  method: 'POST',
  path: '/api/v1/imports/runs/:runId/cancel',
  permission,
  summary: 'Stop the check or the import that is running. Nothing of it stands.',
  input: z.object({ runId }),
  output: ImportRun,
});

export const discardImportRoute = route({
  method: 'DELETE',
  path: '/api/v1/imports/runs/:runId',
  permission,
  summary: 'Throw the staged file away. What was imported of it stays.',
  input: z.object({ runId }),
  output: Nothing,
});

export const importNotesRoute = route({
  method: 'GET',
  path: '/api/v1/imports/runs/:runId/notes',
  permission,
  summary: 'What the check or the import had to say of rows, by line: refusals or warnings.',
  input: z.object({ runId, kind: z.enum(['refusal', 'warning']), ...PageQuery }),
  output: page(RowNote),
});

export const refusedRowsRoute = route({
  method: 'GET',
  path: '/api/v1/imports/runs/:runId/refused.csv',
  permission,
  summary: 'The rows that were refused, as a CSV file in UTF-8 that can be mended and imported again.',
  input: z.object({ runId }),
  output: z.string(),
  produces: 'text/csv; charset=utf-8',
});
