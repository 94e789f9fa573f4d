import {
  beginImportRoute,
  cancelImportRoute,
  discardImportRoute,
  importNotesRoute,
  listImportRunsRoute,
  lookAtImportRoute,
  previewImportRoute,
  refusedRowsRoute,
  sendPieceRoute,
  showImportRunRoute,
  startImportRoute,
  suggestMapRoute,
} from '@interlock/contract/import-runs.ts';
import {
  previewIncidentsRoute,
  startIncidentsRoute,
  suggestIncidentMapRoute,
} from '@interlock/contract/incident-imports.ts';
import { type Served, serve, serveFile } from '../../platform/http/serve.ts';
import { beginImport, discardImport, takePiece } from './bring-file.ts';
import { lookAtImport, previewImport, previewIncidents, suggestedIncidentMap, suggestedMap } from './look.view.ts';
import { refusedRows } from './refused.view.ts';
import { importNotes, importRun, importRuns } from './run.view.ts';
import { cancelImport, startImport, startIncidents } from './start-import.ts';

export const importRunRoutes: Served[] = [
  serve(listImportRunsRoute, importRuns),
  serve(beginImportRoute, async (ctx, input) => importRun(ctx, await beginImport(ctx, input))),
  serve(sendPieceRoute, takePiece),
  serve(showImportRunRoute, (ctx, { runId }) => importRun(ctx, runId)),
  serve(lookAtImportRoute, (ctx, { runId, ...asked }) => lookAtImport(ctx, runId, asked)),
  serve(suggestMapRoute, suggestedMap),
  serve(previewImportRoute, previewImport),
  serve(startImportRoute, async (ctx, input) => {
    await startImport(ctx, input);
    return importRun(ctx, input.runId);
  }),
  serve(suggestIncidentMapRoute, suggestedIncidentMap),
  serve(previewIncidentsRoute, previewIncidents),
  serve(startIncidentsRoute, async (ctx, input) => {
    await startIncidents(ctx, input);
    return importRun(ctx, input.runId);
  }),
  serve(cancelImportRoute, async (ctx, input) => {
    await cancelImport(ctx, input);
    return importRun(ctx, input.runId);
  }),
  serve(discardImportRoute, async (ctx, input) => {
    await discardImport(ctx, input);
    return {};
  }),
  serve(importNotesRoute, importNotes),
  serveFile(refusedRowsRoute, (ctx, { runId }) => refusedRows(ctx, runId)),
];
