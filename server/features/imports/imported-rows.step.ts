import { webcrypto } from 'node:crypto';
import type { RowNote } from '@interlock/contract/imports.ts';
import type { Ctx } from '../../platform/ctx.ts';
import type { Reads, Tx } from '../../platform/database/db.ts';
import { recordImportedRounds } from '../approvals/index.ts';
import { record, recordMany } from '../audit/index.ts';
import { type ImportedFate, importedBefore, recordImported } from '../changes/index.ts';
import { linkNamed } from '../incidents/index.ts';
import type { ModelVersion } from '../models/index.ts';
import { importedChangeOf } from './imported-change.rules.ts';
import type { ImportedRow } from './row.rules.ts';

export type ImportInto = { importId: string; source: string; model: ModelVersion };
/** What became of some rows; those that people have taken up are refused. `unchanged` of those updated say the same as before. */
export type Taken = { created: number; updated: number; unchanged: number; takenUp: RowNote[] };
export type ImportedFile = Omit<ImportInto, 'model'> & {
  fileName: string;
  sha256: Buffer;
  created: number;
  updated: number;
  /** Of those updated; left out where it was not looked at. */
  unchanged?: number;
  refused: number;
};

/** Reckoned beside the event loop: a large file takes its time. */
export const sha256Of = async (text: string): Promise<Buffer> =>
  Buffer.from(await webcrypto.subtle.digest('SHA-256', Buffer.from(text)));

/** Writes some rows, each with its audit entry and its imported round. */
export async function takeRows(tx: Tx, ctx: Ctx, into: ImportInto, rows: readonly ImportedRow[]): Promise<Taken> {
  const { source, model } = into;
  const fates = await recordImported(tx, ctx, { system: source, model }, rows.map(importedChangeOf));
  const fateOf = new Map(fates.map((fate) => [fate.sourceNumber, fate]));
  const written = rows.flatMap((row) => {
    const fate = fateOf.get(row.number);
    return fate ? [{ row, fate }] : [];
  });
  const subjects = written.filter(({ fate }) => fate.fate === 'updated').map(({ fate }) => fate.id);
  const decided = await recordImportedRounds(tx, subjects, roundsOf(written, model));
  const isNews = ({ fate }: Written) => fate.differs || decided.has(fate.id);
  await recordMany(
    tx,
    ctx,
    written.map((one) => entryOf(one, into, isNews(one))),
  );
  const linked = await linkNamed(tx, ctx, source, fates);
  await recordMany(
    tx,
    ctx,
    linked.map(({ changeId, kind, called }) => ({
      ...({ verb: 'change.incident_linked', object: changeId } as const),
      parts: { incident: called, kind, attribution: 'suggested' },
    })),
  );
  return {
    created: fates.length - subjects.length,
    updated: subjects.length,
    unchanged: written.filter((one) => !isNews(one)).length,
    takenUp: takenUp(rows.filter(({ number }) => !fateOf.has(number))),
  };
}

/** What `takeRows` would do with these rows now; what they say is not compared. */
export async function rehearseRows(reads: Reads, source: string, rows: readonly ImportedRow[]): Promise<Taken> {
  const before = await importedBefore(
    reads,
    source,
    rows.map(({ number }) => number),
  );
  const free = rows.filter(({ number }) => !before.get(number)?.takenUp);
  const updated = free.filter(({ number }) => before.has(number)).length;
  return {
    created: free.length - updated,
    updated,
    unchanged: 0,
    takenUp: takenUp(rows.filter(({ number }) => before.get(number)?.takenUp)),
  };
}

/** The file itself, once all its rows are in. */
export async function recordFile(tx: Tx, ctx: Ctx, file: ImportedFile): Promise<void> {
  const { importId, source, fileName, sha256, unchanged, ...counts } = file;
  await tx
    .insertInto('import_file')
    .values({
      ...{ id: importId, source_system: source, file_name: fileName, sha256, by: ctx.actor.id, at: ctx.now },
      ...counts,
    })
    .execute();
  await record(tx, ctx, {
    verb: 'import.file_imported',
    object: importId,
    parts: {
      file: fileName,
      sha256: sha256.toString('hex'),
      source,
      ...counts,
      ...(unchanged !== undefined && { unchanged }),
    },
  });
}

type Written = { row: ImportedRow; fate: ImportedFate };

function entryOf({ row, fate: { id, fate, edits } }: Written, { source, importId }: ImportInto, isNews: boolean) {
  const parts = { title: row.title, from: { source, number: row.number, line: row.line, import: importId } };
  if (fate === 'created') return { verb: 'change.imported', object: id, parts } as const;
  if (!isNews) return { verb: 'change.reimported_unchanged', object: id, parts } as const;
  return { verb: 'change.reimported', object: id, parts: { ...parts, edits } } as const;
}

/** Under the state of the model that asks for approval first. */
function roundsOf(rows: readonly Written[], { definition }: ModelVersion) {
  const state = definition.states.find(({ approvals }) => approvals.length > 0)?.key;
  return rows.flatMap(({ row: { decision }, fate }) =>
    decision && state !== undefined ? [{ subject: fate.id, state, ...decision }] : [],
  );
}

const takenUp = (rows: readonly ImportedRow[]): RowNote[] =>
  rows.map(({ line, number }) => ({
    line,
    column: null,
    value: number,
    reason: 'people have taken this change up in Interlock since: it stays as it is',
  }));
