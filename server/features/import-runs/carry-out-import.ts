import { createHash } from 'node:crypto';
import type { ChangeMap } from '@interlock/contract/imports.ts';
import type { IncidentMap } from '@interlock/contract/incident-map.ts';
import { permissionsGiven, permissionsOfOperator } from '@interlock/contract/permissions.ts';
import type { Actor, Ctx } from '../../platform/ctx.ts';
import type { Tx } from '../../platform/database/db.ts';
import { newId } from '../../platform/ids.ts';
import { must, no, Refusal, refuse, type Verdict, yes } from '../../platform/refusal.ts';
import { peopleByIds } from '../identity/index.ts';
import { judgedBatches, modelOfMap, recordFile, rehearseRows, takeRows } from '../imports/index.ts';
import { foldIncidents, rehearseIncidents, takeIncidents } from '../incident-imports/index.ts';
import { piecesOf, textOf } from './file.view.ts';
import { isUnderWay } from './run.rules.ts';
import {
  addNotes,
  beat,
  CARRY_OUT,
  countAttempt,
  type Ended,
  endTurn,
  loadRun,
  lockWork,
  type Note,
  type Run,
} from './run.store.ts';

export { CARRY_OUT };

const MOST_WARNINGS = 20_000;
const MOST_ATTEMPTS = 3;
const gaveUp: Ended = {
  state: 'failed',
  failure: { code: 'internal', because: `This was begun ${MOST_ATTEMPTS} times and broke off each time.` },
};

/**
 * Reads the whole file in one transaction, so that a killed import leaves nothing half done and a killed check no half report.
 * How far it is goes out beside that transaction.
 */
export async function carryOutImport(ctx: Ctx, { runId, turn }: { runId: string; turn: number }): Promise<void> {
  const run = await loadRun(ctx.db, runId);
  if (run.turn !== turn || !isUnderWay(run.state)) return;
  const stop = new AbortController();
  try {
    await ctx.ownTransaction(async (tx) => {
      if (!(await lockWork(tx, runId))) return;
      if ((await countAttempt(ctx.db, run)) > MOST_ATTEMPTS) return endTurn(tx, run, gaveUp);
      const theirs = { ...ctx, actor: must(await starterOf(ctx, run)), via: run.startedBy?.via ?? ctx.via };
      await endTurn(tx, run, await read(tx, theirs, run, teller(theirs, run, stop)));
    });
  } catch (thrown) {
    const ended = thrown === stop.signal.reason ? cancelled : endedBy(thrown);
    if (!ended) throw thrown;
    await ctx.ownTransaction((tx) => endTurn(tx, run, ended));
  }
}

const cancelled: Ended = { state: 'cancelled' };

function endedBy(thrown: unknown): Ended | undefined {
  if (!(thrown instanceof Refusal)) return undefined;
  return { state: 'failed', failure: { code: thrown.no.code, because: thrown.no.because } };
}

async function read(tx: Tx, ctx: Ctx, run: Run, progress: Progress): Promise<Ended> {
  if (!run.map) return refuse('invalid', 'The map of this file cannot be read any more.');
  return run.map.holds === 'changes'
    ? readChanges(tx, ctx, run, run.map.map, progress)
    : readIncidents(tx, ctx, run, run.map.map, progress);
}

async function readChanges(tx: Tx, ctx: Ctx, run: Run, map: ChangeMap, progress: Progress): Promise<Ended> {
  const model = await modelOfMap(tx, map.model);
  const importId = newId('imp');
  const write = run.state === 'importing';
  const counts = { created: 0, updated: 0, refused: 0, warned: 0 };
  let unchanged = 0;
  let rows = 0;
  for await (const batch of judgedBatches(ctx, () => textOf(tx, run.id, map.encoding, progress.read), map, model)) {
    const taken = write
      ? await takeRows(tx, ctx, { importId, source: map.source, model }, batch.accepted)
      : await rehearseRows(tx, map.source, batch.accepted);
    const refusals = [...batch.refusals, ...taken.takenUp];
    const warnings = batch.warnings.slice(0, Math.max(0, MOST_WARNINGS - counts.warned));
    await addNotes(tx, run.id, [...asNotes('refusal', refusals, rows), ...asNotes('warning', warnings, rows)]);
    counts.created += taken.created;
    counts.updated += taken.updated;
    unchanged += taken.unchanged;
    counts.refused += batch.refused + taken.takenUp.length;
    counts.warned += batch.warnings.length;
    rows += batch.read;
    await progress.tell(rows);
  }
  if (!write) return { state: 'checked', rows, counts };
  const all = { ...counts, unchanged };
  await keepFile(tx, ctx, run, { importId, source: map.source, counts: all });
  return { state: 'imported', rows, counts: all, importId };
}

const AT_ONCE = 500;

/** The rows first, since those of one incident may stand far apart; then the incidents, some hundred at a time. */
async function readIncidents(tx: Tx, ctx: Ctx, run: Run, map: IncidentMap, progress: Progress): Promise<Ended> {
  const importId = newId('imp');
  const write = run.state === 'importing';
  const text = () => textOf(tx, run.id, map.encoding, progress.read);
  const {
    rows,
    read: all,
    refused,
  } = await foldIncidents(text, map, {
    tell: async (read, refusals) => {
      await addNotes(tx, run.id, asNotes('refusal', refusals, read));
      await progress.tell(read);
    },
  });
  const counts = { created: 0, updated: 0, refused, warned: 0 };
  for (let at = 0; at < rows.length; at += AT_ONCE) {
    const some = rows.slice(at, at + AT_ONCE);
    const taken = write
      ? await takeIncidents(tx, ctx, { importId, map }, some)
      : await rehearseIncidents(tx, ctx, map, some);
    const warnings = taken.warnings.slice(0, Math.max(0, MOST_WARNINGS - counts.warned));
    await addNotes(tx, run.id, asNotes('warning', warnings, at));
    counts.created += taken.created;
    counts.updated += taken.updated;
    counts.warned += taken.warnings.length;
    await progress.tell(all);
  }
  if (!write) return { state: 'checked', rows: all, counts };
  await keepFile(tx, ctx, run, { importId, source: map.source, counts });
  return { state: 'imported', rows: all, counts, importId };
}

type Counts = { created: number; updated: number; unchanged?: number; refused: number };
type Kept = { importId: string; source: string; counts: Counts };

/** What the audit log knows the file by. */
async function keepFile(tx: Tx, ctx: Ctx, run: Run, { importId, source, counts }: Kept): Promise<void> {
  const hash = createHash('sha256');
  for await (const piece of piecesOf(tx, run.id)) hash.update(piece);
  const { created, updated, unchanged, refused } = counts;
  const kept = { created, updated, ...(unchanged !== undefined && { unchanged }), refused };
  const file = { importId, source, fileName: run.fileName, sha256: hash.digest(), ...kept };
  await recordFile(tx, ctx, file);
}

type Progress = { read(upTo: number): void; tell(rows: number): Promise<void> };

/** Tells how far it is, and breaks the work off where somebody has cancelled it. */
function teller(ctx: Ctx, run: Run, stop: AbortController): Progress {
  let bytes = 0;
  return {
    read: (upTo: number) => {
      bytes = upTo;
    },
    tell: async (rows: number) => {
      if (!(await beat(ctx.db, run, { rows, bytes }))) stop.abort();
      stop.signal.throwIfAborted();
    },
  };
}

const asNotes = (kind: Note['kind'], notes: readonly Omit<Note, 'kind' | 'ord'>[], from: number): Note[] =>
  notes.map((note, at) => ({ kind, ord: from * 100 + at, ...note }));

/** Whoever started it, with what they may do at this moment. */
async function starterOf(ctx: Ctx, { startedBy }: Run): Promise<Verdict<Actor>> {
  if (startedBy?.kind === 'operator') {
    const permissions = new Set(permissionsOfOperator);
    return yes({ kind: 'operator', id: startedBy.id, roles: [], permissions, sessionId: null });
  }
  const person = startedBy && (await peopleByIds(ctx.db, [startedBy.id])).get(startedBy.id);
  const permissions = person?.active ? permissionsGiven(person.roles) : new Set<never>();
  if (!person || !permissions.has('import.run'))
    return no('forbidden', 'Whoever started this import may not import any more.');
  return yes({ kind: 'person', id: person.id, roles: person.roles, permissions, sessionId: null });
}
