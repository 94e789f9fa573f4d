import { writeFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import {
  beginImportRoute,
  cancelImportRoute,
  discardImportRoute,
  type ImportRun,
  importNotesRoute,
  MOST_BYTES,
  PIECE_BYTES,
  type Profile,
  type RunState,
  refusedRowsRoute,
  sendPieceRoute,
  showImportRunRoute,
} from '@interlock/contract/import-runs.ts';
import type { ImportReport, RowNote } from '@interlock/contract/imports.ts';
import { call, fileFrom } from './call.ts';
import { codes } from './codes.ts';
import { fail, failed } from './failure.ts';
import type { Server } from './server.ts';
import { json } from './words.ts';

export type ImportOptions = {
  map?: string;
  profile?: Profile;
  zone?: string;
  source?: string;
  saveMap?: string;
  refused?: string;
  dryRun?: true;
  json?: true;
};
/** How a file of one kind is read: its map, suggested where none is given, and the call that starts its reading. */
export type Reading<M> = {
  map: M | undefined;
  suggest(server: Server, runId: string): Promise<{ map: M; missing: readonly string[] }>;
  start(server: Server, given: { runId: string; map: M; write: boolean }): Promise<unknown>;
  /** What to do where a column is missing. */
  instead: readonly string[];
};
type Given<M> = { fileName: string; content: Buffer; reading: Reading<M> };

const ASK_EVERY = 250;
const ASK_LATER = 2_000;
const MOST_UNHEARD = 60;

/** Brings the file in pieces, has it read, and tells how far it is. Ctrl-C cancels: nothing of it stands then. */
export async function importStaged<M>(server: Server, given: Given<M>, options: ImportOptions): Promise<ImportReport> {
  const { reading } = given;
  const runId = await brought(server, given);
  const map = reading.map ?? (await suggested(server, runId, reading));
  if (options.saveMap) writeFileSync(options.saveMap, `${json(map, 2)}\n`);
  await reading.start(server, { runId, map, write: options.dryRun !== true });
  const stop = () => void call(server, cancelImportRoute, { runId });
  process.once('SIGINT', stop);
  const run = await ended(server, runId);
  process.off('SIGINT', stop);
  if (run.state === 'cancelled') return fail(codes.refused, 'Cancelled: nothing was written.');
  if (run.state === 'failed') return fail(codes.refused, run.failure?.because ?? 'It failed.', 'Nothing was written.');
  if (options.refused && run.refused > 0)
    writeFileSync(options.refused, await fileFrom(server, refusedRowsRoute, { runId }));
  const report = await reportOf(server, run);
  if (options.dryRun) await call(server, discardImportRoute, { runId });
  return report;
}

async function brought(
  server: Server,
  { fileName, content }: Pick<Given<never>, 'fileName' | 'content'>,
): Promise<string> {
  if (content.length > MOST_BYTES)
    return fail(codes.wrongUse, `The file is larger than ${MOST_BYTES / 1024 / 1024} MiB: split it.`);
  if (content.length === 0) return fail(codes.wrongUse, 'The file is empty.');
  const { id: runId } = await call(server, beginImportRoute, { fileName, bytes: content.length });
  for (let from = 0; from < content.length; from += PIECE_BYTES) {
    const piece = content.subarray(from, from + PIECE_BYTES).toString('base64');
    await call(server, sendPieceRoute, { runId, from, content: piece });
  }
  return runId;
}

async function suggested<M>(server: Server, runId: string, { suggest, instead }: Reading<M>): Promise<M> {
  const { map, missing } = await suggest(server, runId);
  if (missing.length === 0) return map;
  return fail(codes.wrongUse, `The file has no column that can be taken for ${missing.join(', ')}.`, ...instead);
}

const underWay: readonly RunState[] = ['checking', 'importing'];

/** The work goes on, or is taken up again, whoever asks or not: a server that is busy or starting anew is asked again. */
async function ended(server: Server, runId: string): Promise<ImportRun> {
  for (let unheard = 0; ; ) {
    const run = await call(server, showImportRunRoute, { runId }).catch((error: unknown) => {
      unheard += 1;
      if (failed(error).code !== codes.unreachable || unheard > MOST_UNHEARD) throw error;
    });
    if (!run) {
      await delay(ASK_LATER);
      continue;
    }
    unheard = 0;
    if (process.stderr.isTTY) process.stderr.write(`\r${run.rows} rows read`);
    if (!underWay.includes(run.state)) {
      if (process.stderr.isTTY) process.stderr.write('\r\u001b[K');
      return run;
    }
    await delay(ASK_EVERY);
  }
}

async function reportOf(server: Server, run: ImportRun): Promise<ImportReport> {
  const { importId, created, updated, unchanged, refused, warned } = run;
  const [refusals, warnings] = [await notes(server, run.id, 'refusal'), await notes(server, run.id, 'warning')];
  const untold = Math.max(0, warned - warnings.length);
  return { importId, created, updated, unchanged, refused, refusals, warnings, untold };
}

async function notes(server: Server, runId: string, kind: 'refusal' | 'warning'): Promise<RowNote[]> {
  const all: RowNote[] = [];
  for (let cursor: string | undefined; ; ) {
    const { items, next } = await call(server, importNotesRoute, {
      runId,
      kind,
      limit: 200,
      ...(cursor && { cursor }),
    });
    all.push(...items);
    if (next === null) return all;
    cursor = next;
  }
}
