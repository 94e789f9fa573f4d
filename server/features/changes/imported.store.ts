import { isDeepStrictEqual } from 'node:util';
import { keysOf } from '@interlock/contract/keys-of.ts';
import { type Selectable, sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import type { Reads, Tx } from '../../platform/database/db.ts';
import type { Change as ChangeTable } from '../../platform/database/tables.d.ts';
import { newId } from '../../platform/ids.ts';
import { type ModelVersion, modelVersion } from '../models/index.ts';
import { type Change, type FieldEdit, materialEdits } from './change.rules.ts';
import { changeOf, columnsOf } from './change.store.ts';
import { blankImported, endedEdits, type ImportedChange, stateFor, withImported } from './imported.rules.ts';

export type ImportSource = { system: string; model: ModelVersion };
/** What an import made of a change; `edits` are the fields that a re-import altered, material or not; `differs`, whether it altered anything. */
export type ImportedFate = {
  id: string;
  sourceNumber: string;
  fate: 'created' | 'updated';
  differs: boolean;
  edits: FieldEdit[];
};
type Row = Selectable<ChangeTable>;

const AT_ONCE = 500;

/**
 * Which of these numbers of another system are here already, and whether people have taken the change up since: what somebody
 * moved or edited in Interlock is theirs, and no import overwrites it.
 */
export async function importedBefore(
  reads: Reads,
  system: string,
  numbers: readonly string[],
): Promise<Map<string, { takenUp: boolean }>> {
  const found = new Map<string, { takenUp: boolean }>();
  for (const some of inBatches(numbers)) {
    const rows = await reads
      .selectFrom('change')
      .select(['source_number', 'version', 'imported_version'])
      .where('source_system', '=', system)
      .where('source_number', 'in', some)
      .execute();
    for (const row of rows) found.set(row.source_number ?? '', { takenUp: isTakenUp(row) });
  }
  return found;
}

/**
 * The changes that these numbers name: those imported from a system, else our own where a number is one of ours. A restricted one
 * is named by nobody's file: whoever brings it may not see that change, and is not told that it is there.
 */
export async function changesNamed(
  reads: Reads,
  system: string,
  numbers: readonly string[],
): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  for (const some of inBatches(numbers)) {
    const own = some.flatMap((number) => /^CHG-(\d{1,12})$/i.exec(number)?.[1] ?? []);
    const rows = await reads
      .selectFrom('change')
      .select(['id', 'number', 'source_system', 'source_number'])
      .where('restricted', '=', false)
      .where((is) =>
        is.or([
          is.and([is('source_system', '=', system), is('source_number', 'in', some)]),
          ...(own.length > 0 ? [is('number', 'in', own)] : []),
        ]),
      )
      .execute();
    const ours = new Map(rows.map(({ id, number }) => [`CHG-${number}`, id]));
    const theirs = new Map(rows.flatMap((row) => (row.source_system === system ? [[row.source_number, row.id]] : [])));
    for (const number of some) {
      const id = theirs.get(number) ?? ours.get(number.toUpperCase());
      if (id) found.set(number, id);
    }
  }
  return found;
}

/**
 * Creates or updates changes by their number in the other system, in the order given. What people have taken up is left alone
 * and missing from the answer. Imports of one system wait for each other.
 */
export async function recordImported(
  tx: Tx,
  ctx: Ctx,
  source: ImportSource,
  changes: readonly ImportedChange[],
): Promise<ImportedFate[]> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`import ${source.system}`}, 0))`.execute(tx);
  const fates: ImportedFate[] = [];
  for (const some of inBatches(changes)) {
    const before = await lockBySource(
      tx,
      source.system,
      some.map(({ sourceNumber }) => sourceNumber),
    );
    fates.push(
      ...(await create(
        tx,
        ctx,
        source,
        some.filter(({ sourceNumber }) => !before.has(sourceNumber)),
      )),
    );
    fates.push(...(await update(tx, ctx, some, before)));
  }
  return fates;
}

function inBatches<T>(all: readonly T[]): T[][] {
  return Array.from({ length: Math.ceil(all.length / AT_ONCE) }, (_, at) =>
    all.slice(at * AT_ONCE, (at + 1) * AT_ONCE),
  );
}

const isTakenUp = (row: Pick<Row, 'version' | 'imported_version'>): boolean => row.version !== row.imported_version;

async function lockBySource(tx: Tx, system: string, numbers: readonly string[]): Promise<Map<string, Row>> {
  const rows = await tx
    .selectFrom('change')
    .selectAll()
    .where('source_system', '=', system)
    .where('source_number', 'in', numbers)
    .orderBy('id')
    .forUpdate()
    .execute();
  return new Map(rows.map((row) => [row.source_number ?? '', row]));
}

async function create(
  tx: Tx,
  ctx: Ctx,
  { system, model }: ImportSource,
  changes: readonly ImportedChange[],
): Promise<ImportedFate[]> {
  if (changes.length === 0) return [];
  const rows = changes.map((imported) => {
    const blank = blankImported(newId('chg'), model, stateFor(model.definition, imported.stateKind), ctx.now);
    const change = withImported(blank, imported, model.definition, { now: ctx.now, by: ctx.actor.id });
    return {
      ...columnsOf(change),
      id: change.id,
      created_at: change.createdAt,
      imported_version: change.version,
      source_system: system,
      source_number: imported.sourceNumber,
    };
  });
  await tx.insertInto('change').values(withoutEmpty(rows)).execute();
  return rows.map(({ id, source_number }) => ({
    id,
    sourceNumber: source_number,
    fate: 'created',
    differs: true,
    edits: [],
  }));
}

/**
 * Leaves out the columns in which no row has anything: they make up half of what would travel. Each row is gone through by name,
 * since a list of all its entries cost more than the rest of making it.
 */
function withoutEmpty<T extends object>(rows: readonly T[]): T[] {
  const filled = new Set<keyof T>();
  for (const row of rows) {
    for (const name in row) if (row[name] !== null) filled.add(name);
  }
  return rows.map((row) => {
    const kept: Partial<T> = {};
    for (const name of filled) if (name in row) kept[name] = row[name];
    // `as`: what is left out was null in every row, and is null where it is not given.
    return kept as T;
  });
}

async function update(
  tx: Tx,
  ctx: Ctx,
  changes: readonly ImportedChange[],
  rows: ReadonlyMap<string, Row>,
): Promise<ImportedFate[]> {
  const models = await bornWith(tx, ctx, [...rows.values()]);
  const known = changes.flatMap((imported) => {
    const row = rows.get(imported.sourceNumber);
    const model = row && models.get(keyOf(row));
    if (!row || !model || isTakenUp(row)) return [];
    const before = changeOf({ ...row, linked: {} });
    return [
      {
        row,
        before,
        ...altered(ctx, before, withImported(before, imported, model.definition, { now: ctx.now, by: ctx.actor.id })),
      },
    ];
  });
  await overwrite(
    tx,
    known.filter(({ differs }) => differs),
  );
  await addRevisions(
    tx,
    ctx,
    known.filter(({ edits }) => edits.length > 0),
  );
  return known.map(({ row, before, after, edits, differs }) => ({
    id: before.id,
    sourceNumber: row.source_number ?? '',
    fate: 'updated',
    differs,
    edits: [...edits, ...endedEdits(before, after)],
  }));
}

type Altered = { after: Change; edits: FieldEdit[]; differs: boolean };

/** A change that says the same as before keeps its version, so nobody who reads it is disturbed. */
function altered(ctx: Ctx, before: Change, after: Change): Altered {
  if (isDeepStrictEqual(before, after)) return { after: before, edits: [], differs: false };
  const edits = materialEdits(before, after);
  const revision = before.revision + (edits.length > 0 ? 1 : 0);
  return { after: { ...after, revision, version: before.version + 1, updatedAt: ctx.now }, edits, differs: true };
}

const keyOf = (row: Pick<Row, 'model_id' | 'model_version'>): string => `${row.model_id}/${row.model_version}`;

/** The model versions that changes were born with; they keep them over every import. One query for each of the few. */
async function bornWith(reads: Reads, ctx: Pick<Ctx, 'db'>, rows: readonly Row[]): Promise<Map<string, ModelVersion>> {
  const models = new Map<string, ModelVersion>();
  for (const row of new Map(rows.map((row) => [keyOf(row), row])).values()) {
    const model = await modelVersion(reads, ctx, row.model_id, row.model_version);
    if (model) models.set(keyOf(row), model);
  }
  return models;
}

/** An insert that always meets its own row: the one way to write many different rows in one statement. */
async function overwrite(tx: Tx, changes: readonly (Altered & { row: Row })[]): Promise<void> {
  const values = changes.map(({ row, after }) => ({
    ...columnsOf(after),
    id: row.id,
    number: row.number,
    created_at: after.createdAt,
    imported_version: after.version,
  }));
  const [first] = values;
  if (!first) return;
  const columns = keysOf(first).filter((column) => column !== 'id' && column !== 'number');
  await tx
    .insertInto('change')
    .values(values)
    .onConflict((taken) =>
      taken
        .column('id')
        .doUpdateSet(({ ref }) => Object.fromEntries(columns.map((column) => [column, ref(`excluded.${column}`)]))),
    )
    .execute();
}

async function addRevisions(tx: Tx, ctx: Ctx, changes: readonly Altered[]): Promise<void> {
  if (changes.length === 0) return;
  await tx
    .insertInto('change_revision')
    .values(
      changes.map(({ after, edits }) => ({
        change_id: after.id,
        revision: after.revision,
        by: null,
        at: ctx.now,
        fields: JSON.stringify(edits),
      })),
    )
    .execute();
}
