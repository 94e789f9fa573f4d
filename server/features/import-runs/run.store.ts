import type { FileHolds, RunState } from '@interlock/contract/import-runs.ts';
import { ChangeMap, type RowNote } from '@interlock/contract/imports.ts';
import { IncidentMap } from '@interlock/contract/incident-map.ts';
import { type Selectable, sql } from 'kysely';
import type { Actor, Ctx, Via } from '../../platform/ctx.ts';
import type { Reads, Tx } from '../../platform/database/db.ts';
import type { ImportRun as RunTable } from '../../platform/database/tables.d.ts';
import { refuse } from '../../platform/refusal.ts';

export const CARRY_OUT = 'imports.carry_out';

/** What the rows of a file are, and how they become that. */
export type RunMap = { holds: 'changes'; map: ChangeMap } | { holds: 'incidents'; map: IncidentMap };

/** A map that an earlier version wrote and that cannot be read any more is none. */
export function runMapOf(holds: FileHolds, stored: unknown): RunMap | null {
  if (holds === 'changes') {
    const map = ChangeMap.safeParse(stored).data;
    return map ? { holds, map } : null;
  }
  const map = IncidentMap.safeParse(stored).data;
  return map ? { holds, map } : null;
}

export type Run = {
  id: string;
  fileName: string;
  bytes: number;
  received: number;
  state: RunState;
  map: RunMap | null;
  startedBy: { id: string; kind: 'person' | 'operator'; via: Via } | null;
  turn: number;
  cancelling: boolean;
  keptUntil: Date | null;
};
export type Failure = { code: string; because: string };
type Row = Selectable<RunTable>;

const DAY = 24 * 3600_000;
/** A file that nobody goes on with, and one that is in and whose refused rows somebody may yet want. */
export const keptFor = { waiting: DAY, done: 7 * DAY };

/** A file is brought by somebody, or on the server's machine. */
function kindOf({ kind }: Actor): 'person' | 'operator' {
  if (kind === 'person' || kind === 'operator') return kind;
  throw new Error(`a file of the ${kind}`);
}

export async function insertRun(
  tx: Tx,
  given: { id: string; fileName: string; bytes: number; by: Actor; now: Date },
): Promise<void> {
  await tx
    .insertInto('import_run')
    .values({
      ...{ id: given.id, file_name: given.fileName, bytes: given.bytes, state: 'uploading' },
      ...{ by: given.by.id, by_kind: kindOf(given.by), created_at: given.now },
      kept_until: new Date(given.now.getTime() + keptFor.waiting),
    })
    .execute();
}

export async function loadRun(reads: Reads, id: string): Promise<Run> {
  return runOf(await reads.selectFrom('import_run').selectAll().where('id', '=', id).executeTakeFirst());
}

export async function lockRun(tx: Tx, id: string): Promise<Run> {
  return runOf(await tx.selectFrom('import_run').selectAll().where('id', '=', id).forUpdate().executeTakeFirst());
}

function runOf(row: Row | undefined): Run {
  if (!row) return refuse('not_found', 'There is no such file.');
  return {
    id: row.id,
    fileName: row.file_name,
    bytes: Number(row.bytes),
    received: Number(row.received),
    state: row.state,
    map: row.map === null ? null : runMapOf(row.holds, row.map),
    startedBy:
      row.started_by === null
        ? null
        : { id: row.started_by, kind: row.started_by_kind as 'person', via: row.started_via as Via },
    turn: row.turn,
    cancelling: row.cancelling,
    keptUntil: row.kept_until,
  };
}

export async function addPiece(tx: Tx, { id, received, bytes }: Run, piece: Buffer): Promise<number> {
  const all = received + piece.length;
  await tx.insertInto('import_piece').values({ run_id: id, starts: received, bytes: piece }).execute();
  await tx
    .updateTable('import_run')
    .set({ received: all, ...(all === bytes && { state: 'ready' }) })
    .where('id', '=', id)
    .execute();
  return all;
}

/** A new turn: what an earlier one had to say is forgotten. */
export async function startTurn(
  tx: Tx,
  { actor: by, via, now }: Pick<Ctx, 'actor' | 'via' | 'now'>,
  { id, turn }: Run,
  { map: { holds, map }, state }: { map: RunMap; state: 'checking' | 'importing' },
): Promise<number> {
  await tx.deleteFrom('import_note').where('run_id', '=', id).execute();
  await tx
    .updateTable('import_run')
    .set({
      ...{
        state,
        holds,
        map: JSON.stringify(map),
        turn: turn + 1,
        started_by: by.id,
        started_by_kind: kindOf(by),
        started_via: via,
        attempts: 0,
      },
      ...{ cancelling: false, failure: null, read_rows: 0, read_bytes: 0, created: 0, updated: 0, refused: 0 },
      ...{ unchanged: null, warned: 0, started_at: now, kept_until: new Date(now.getTime() + keptFor.done) },
      version: sql`version + 1`,
    })
    .where('id', '=', id)
    .execute();
  return turn + 1;
}

/** Another server may have died with it: the same work again, as a new job. */
export async function nextTurn(tx: Tx, id: string, now: Date): Promise<number> {
  const { turn } = await tx
    .updateTable('import_run')
    .set({ turn: sql`turn + 1`, started_at: now })
    .where('id', '=', id)
    .returning('turn')
    .executeTakeFirstOrThrow();
  return turn;
}

/** Told outside of the work's own transaction, so that it stands however the work ends. Answers how many there were since it was started. */
export async function countAttempt(db: Reads, { id }: Pick<Run, 'id'>): Promise<number> {
  const { attempts } = await db
    .updateTable('import_run')
    .set({ attempts: sql`attempts + 1` })
    .where('id', '=', id)
    .returning('attempts')
    .executeTakeFirstOrThrow();
  return attempts;
}

export async function askToCancel(tx: Tx, id: string): Promise<void> {
  await tx
    .updateTable('import_run')
    .set({ cancelling: true, version: sql`version + 1` })
    .where('id', '=', id)
    .execute();
}

/** How far it is, told outside of the work's own transaction. Answers whether it is to go on. */
export async function beat(
  db: Reads,
  { id, turn }: Pick<Run, 'id' | 'turn'>,
  { rows, bytes }: { rows: number; bytes: number },
): Promise<boolean> {
  const row = await db
    .updateTable('import_run')
    .set({ read_rows: rows, read_bytes: bytes })
    .where('id', '=', id)
    .where('turn', '=', turn)
    .returning('cancelling')
    .executeTakeFirst();
  return row !== undefined && !row.cancelling;
}

export type Ended = {
  state: 'checked' | 'imported' | 'cancelled' | 'failed';
  rows?: number;
  counts?: { created: number; updated: number; unchanged?: number; refused: number; warned: number };
  importId?: string;
  failure?: Failure;
};

/** Ends a turn, if it is still the one that counts. */
export async function endTurn(tx: Tx, { id, turn }: Pick<Run, 'id' | 'turn'>, ended: Ended): Promise<void> {
  await tx
    .updateTable('import_run')
    .set({
      ...{ state: ended.state, cancelling: false, version: sql`version + 1`, ...ended.counts },
      ...(ended.rows !== undefined && { read_rows: ended.rows, read_bytes: sql`bytes` }),
      ...(ended.importId && { import_id: ended.importId }),
      failure: ended.failure ? JSON.stringify(ended.failure) : null,
    })
    .where('id', '=', id)
    .where('turn', '=', turn)
    .execute();
}

export type Note = RowNote & { kind: 'refusal' | 'warning'; ord: number };
const AT_ONCE = 2_000;

export async function addNotes(tx: Tx, runId: string, notes: readonly Note[]): Promise<void> {
  for (let at = 0; at < notes.length; at += AT_ONCE) {
    const rows = notes
      .slice(at, at + AT_ONCE)
      .map(({ column, ...note }) => ({ run_id: runId, column_name: column, ...note }));
    await tx.insertInto('import_note').values(rows).execute();
  }
}

/** Only one at a time works on a file, whichever server it is; the next looks again and finds it done. */
export async function lockWork(tx: Tx, id: string): Promise<boolean> {
  const { rows } = await sql<{ locked: boolean }>`
    select pg_try_advisory_xact_lock(hashtextextended(${`import run ${id}`}, 0)) as locked`.execute(tx);
  return rows[0]?.locked ?? false;
}

/** Those that were started before this moment and have not ended, longest ago first. */
export async function runsUnderWay(reads: Reads, before: Date): Promise<string[]> {
  const rows = await reads
    .selectFrom('import_run')
    .select('id')
    .where('state', 'in', ['checking', 'importing'])
    .where('started_at', '<', before)
    .orderBy('started_at')
    .limit(20)
    .execute();
  return rows.map(({ id }) => id);
}

const old = (reads: Reads, now: Date) =>
  reads.selectFrom('import_run').where('kept_until', '<', now).where('state', 'not in', ['checking', 'importing']);

/** Those whose files nobody needs any more. */
export async function oldRuns(reads: Reads, now: Date): Promise<string[]> {
  const rows = await old(reads, now).select('id').orderBy('kept_until').limit(100).execute();
  return rows.map(({ id }) => id);
}

/** One of them, kept for the transaction; nothing where somebody has gone on with it, or it is gone. */
export async function lockOld(tx: Tx, id: string, now: Date): Promise<Run | undefined> {
  const row = await old(tx, now).selectAll().where('id', '=', id).forUpdate().executeTakeFirst();
  return row && runOf(row);
}

export async function dropRun(tx: Tx, id: string): Promise<void> {
  await tx.deleteFrom('import_run').where('id', '=', id).execute();
}

/** The file goes; that it was here, and what came of it, stays. */
export async function dropFile(tx: Tx, id: string): Promise<void> {
  await tx.deleteFrom('import_piece').where('run_id', '=', id).execute();
  await tx.deleteFrom('import_note').where('run_id', '=', id).execute();
  await tx.updateTable('import_run').set({ kept_until: null }).where('id', '=', id).execute();
}
