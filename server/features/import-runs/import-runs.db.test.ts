import { readFileSync } from 'node:fs';
import { ChangeMap } from '@interlock/contract/imports.ts';
import { permissionsGiven } from '@interlock/contract/permissions.ts';
import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { type Actor, system } from '../../platform/ctx.ts';
import type { Db } from '../../platform/database/db.ts';
import { testCtx, testDb } from '../../testing/ctx.ts';
import { beginImport, discardImport, takePiece } from './bring-file.ts';
import { carryOutImport } from './carry-out-import.ts';
import { lookAtImport, previewImport, suggestedMap } from './look.view.ts';
import { refusedRows } from './refused.view.ts';
import { importNotes, importRun } from './run.view.ts';
import { cancelImport, startImport } from './start-import.ts';
import { sweepImports, tidyImports } from './sweep-imports.ts';

const sample = (name: string) => readFileSync(new URL(`../../testing/samples/${name}`, import.meta.url));
const NOW = new Date('2026-03-02T09:00:00Z');

let db: Db;
const sent: { runId: string; turn: number }[] = [];
let ada: Actor;
beforeAll(async () => {
  db = await testDb();
  await db
    .insertInto('person')
    .values({
      id: 'usr_ada',
      name: 'Ada',
      email: 'ada@example.org',
      zone: 'UTC',
      roles: ['administrator'],
      created_at: NOW,
    })
    .execute();
  ada = {
    kind: 'person',
    id: 'usr_ada',
    roles: ['administrator'],
    permissions: permissionsGiven(['administrator']),
    sessionId: null,
  };
});

const ctx = (over: Parameters<typeof testCtx>[1] = {}) =>
  testCtx(db, {
    actor: ada,
    via: 'web',
    now: NOW,
    enqueue: async (_tx, _queue, _key, data) => {
      sent.push(data as (typeof sent)[number]);
    },
    ...over,
  });

async function brought(content: Buffer, pieceSize = 1_000_000): Promise<string> {
  const runId = await beginImport(ctx(), { fileName: 'changes.csv', bytes: content.length });
  for (let from = 0; from < content.length; from += pieceSize) {
    const piece = content.subarray(from, from + pieceSize).toString('base64');
    await takePiece(ctx(), { runId, from, content: piece });
  }
  return runId;
}

const carriedOut = async () => {
  for (const job of sent.splice(0)) await carryOutImport(ctx({ actor: undefined as never, via: 'job' }), job);
};

async function read(runId: string, map: ChangeMap, write: boolean) {
  await startImport(ctx(), { runId, map, write });
  await carriedOut();
  return importRun(ctx(), runId);
}

const notesOf = async (runId: string, kind: 'refusal' | 'warning') =>
  (await importNotes(ctx(), { runId, kind, limit: 200 })).items;
const changesOf = (source: string) =>
  db.selectFrom('change').selectAll().where('source_system', '=', source).orderBy('number').execute();
async function fileOf(runId: string): Promise<string> {
  let text = '';
  for await (const piece of (await refusedRows(ctx(), runId)).pieces) text += String(piece);
  return text;
}

describe('a file of HP Service Manager', () => {
  let runId: string;
  let map: ChangeMap;

  test('is recognised as it stands, in pieces of any size', async () => {
    runId = await brought(sample('hpsm/changes.csv'), 100);
    const look = await lookAtImport(ctx(), runId, {});
    expect(look).toMatchObject({
      encoding: 'windows-1252',
      delimiter: ';',
      guessed: { profile: 'hpsm' },
      rows: 6,
    });
    ({ map } = await suggestedMap(ctx(), { runId, zone: 'Europe/Amsterdam' }));
    expect(map).toMatchObject({ folded: true, blanks: ['no type'], source: 'HP Service Manager' });
  });

  test('shows what its rows would become, and a check reports and writes nothing', async () => {
    const preview = await previewImport(ctx(), { runId, map });
    expect(preview.rows.map(({ number, state }) => [number, state])).toEqual([
      ['C10000001', 'closed not_recorded'],
      ['C10000002', 'closed not_recorded'],
      ['C10000003', 'draft'],
    ]);
    expect(await read(runId, map, false)).toMatchObject({
      state: 'checked',
      rows: 6,
      created: 3,
      refused: 0,
      warned: 1,
    });
    expect(await changesOf(map.source)).toEqual([]);
  });

  test('folds the rows of one change, and keeps each CI as a text with its component', async () => {
    expect(await read(runId, map, true)).toMatchObject({ state: 'imported', created: 3, refused: 0 });
    const rows = await changesOf(map.source);
    expect(rows.map((row) => [row.source_number, row.title, row.state, row.risk_level])).toEqual([
      ['C10000001', 'Standard Change Type 12', 'closed', 'low'],
      ['C10000002', 'Release Type 3', 'closed', 'medium'],
      ['C10000003', 'Change Type 28 (Zürich)', 'draft', 'high'],
    ]);
    expect(rows[0]?.systems_affected.split('\n')).toEqual([
      'SRV-0012 · application · Server Based Application · in WBS-017',
      'SRV-0012 · application · Server Based Application · in WBS-044',
    ]);
    expect(rows[1]?.systems_affected.split('\n')[1]).toBe('DB-0003 · in WBS-098');
    expect(rows[0]?.planned_start).toEqual(new Date('2013-10-14T06:30:00Z'));
    expect(await notesOf(runId, 'warning')).toEqual([
      expect.objectContaining({ line: 7, reason: expect.stringContaining('line 2 of this change') }),
    ]);
  });

  test('a file that is in goes in by a new one only', async () => {
    await expect(startImport(ctx(), { runId, map, write: true })).rejects.toMatchObject({
      no: { code: 'import_state' },
    });
    const again = await brought(sample('hpsm/changes.csv'));
    expect(await read(again, map, true)).toMatchObject({ created: 0, updated: 3, unchanged: 3 });
  });
});

describe('a file of ServiceNow', () => {
  test('comes in with its oddities told, and what was refused can be mended and brought again', async () => {
    const runId = await brought(sample('servicenow/changes.csv'));
    const { map } = await suggestedMap(ctx(), { runId, zone: 'Europe/Berlin' });
    expect(map).toMatchObject({ encoding: 'windows-1252', source: 'ServiceNow' });
    expect(await read(runId, map, true)).toMatchObject({ state: 'imported', created: 5, refused: 2 });
    expect((await notesOf(runId, 'refusal')).map(({ line, column }) => [line, column])).toEqual([
      [8, 'Short description'],
      [9, 'Opened'],
    ]);
    const warned = (await notesOf(runId, 'warning')).map(({ column, value }) => `${column} ${value}`);
    expect(warned).toEqual(expect.arrayContaining(['Risk 4', 'Planned end date 2025-07-01 16:00:00']));
    const rows = await changesOf('ServiceNow');
    expect(rows.map((row) => [row.source_number, row.state, row.outcome, row.risk_level])).toEqual([
      ['CHG0030001', 'closed', 'successful', 'medium'],
      ['CHG0030002', 'closed', 'with_issues', 'low'],
      ['CHG0030003', 'closed', 'failed', 'high'],
      ['CHG0030004', 'cancelled', null, 'none'],
      ['CHG0030005', 'draft', null, 'medium'],
    ]);
    expect(rows[0]).toMatchObject({
      title: 'Erneuerung der Zertifikate für die Börse',
      systems_affected: 'lb-zürich-01',
    });
    expect(rows[0]?.implementation_plan).toBe('1. Bring the new ones out\n2. Reload');
    expect(rows[3]?.cancel_words).toBe('Not needed any more');

    const refused = await fileOf(runId);
    expect(refused.split('\r\n').filter((line) => line !== '')).toHaveLength(3);
    expect(refused).toContain('"Opened: is no date in the format yyyy-M-d H:mm:ss"');
    const mended = refused.replace('31-06-2025 09:00:00', '2025-06-30 08:00:00').replace(',"",', ',"Give it a title",');
    const second = await brought(Buffer.from(mended));
    expect((await lookAtImport(ctx(), second, {})).guessed).toMatchObject({ encoding: 'utf-8', profile: 'servicenow' });
    expect(await read(second, map, true)).toMatchObject({ created: 2, updated: 0, refused: 0 });
  });
});

const plain = (source: string) =>
  ChangeMap.parse({
    source,
    fields: { number: { column: 'id' }, title: { column: 'title' }, state: { value: { state: 'draft' } } },
  });
const rowsOf = (count: number) =>
  Buffer.from(`id,title\n${Array.from({ length: count }, (_, at) => `N${at},Replace part ${at}`).join('\n')}\n`);

describe('an import that does not come to its end', () => {
  const dying = () => {
    const dies = ctx({ actor: undefined as never });
    dies.ownTransaction = (work) =>
      ctx().ownTransaction(async (tx) => {
        await work(tx);
        throw new Error('killed before the commit');
      });
    return dies;
  };

  test('that is cancelled leaves nothing behind, and can be started again', async () => {
    const runId = await brought(rowsOf(1_200));
    await startImport(ctx(), { runId, map: plain('cancelled'), write: true });
    await cancelImport(ctx(), { runId });
    await carriedOut();
    expect(await importRun(ctx(), runId)).toMatchObject({ state: 'cancelled', cancelling: false });
    expect(await changesOf('cancelled')).toEqual([]);
    await expect(cancelImport(ctx(), { runId })).rejects.toMatchObject({ no: { code: 'import_state' } });
    expect(await read(runId, plain('cancelled'), true)).toMatchObject({ state: 'imported', created: 1_200 });
  });

  test('that dies with its server leaves nothing behind and is taken up by the sweep, once', async () => {
    const runId = await brought(rowsOf(600));
    await startImport(ctx(), { runId, map: plain('killed'), write: true });
    const [job] = sent.splice(0);
    await expect(carryOutImport(dying(), job ?? { runId, turn: 0 })).rejects.toThrow('killed');
    expect(await changesOf('killed')).toEqual([]);
    expect(await importRun(ctx(), runId)).toMatchObject({ state: 'importing' });
    await sweepImports(ctx({ now: new Date(NOW.getTime() + 30_000) }));
    expect(sent).toEqual([]);
    await sweepImports(ctx({ now: new Date(NOW.getTime() + 61_000) }));
    const [again] = sent;
    expect(again).toMatchObject({ runId });
    await carriedOut();
    if (again) await carryOutImport(ctx(), again);
    expect(await changesOf('killed')).toHaveLength(600);
  });

  test('that breaks each time is tried three times, then ends and says so, and can be started again', async () => {
    const runId = await brought(rowsOf(3));
    await startImport(ctx(), { runId, map: plain('breaking'), write: true });
    for (let minutes = 2; minutes <= 4; minutes++) {
      const [job] = sent.splice(0);
      await expect(carryOutImport(dying(), job ?? { runId, turn: 0 })).rejects.toThrow('killed');
      expect(await importRun(ctx(), runId)).toMatchObject({ state: 'importing' });
      await sweepImports(ctx({ now: new Date(NOW.getTime() + minutes * 61_000) }));
    }
    await carriedOut();
    expect(await importRun(ctx(), runId)).toMatchObject({ state: 'failed', failure: { code: 'internal' } });
    expect(await changesOf('breaking')).toEqual([]);
    await sweepImports(ctx({ now: new Date(NOW.getTime() + 3_600_000) }));
    expect(sent).toEqual([]);
    expect(await read(runId, plain('breaking'), true)).toMatchObject({ state: 'imported', created: 3 });
  });

  test('is not taken up while somebody is at work on it', async () => {
    const runId = await brought(rowsOf(3));
    await startImport(ctx(), { runId, map: plain('held'), write: true });
    await ctx().ownTransaction(async (tx) => {
      await sql`select pg_advisory_xact_lock(hashtextextended(${`import run ${runId}`}, 0))`.execute(tx);
      sent.splice(0);
      await sweepImports(ctx({ now: new Date(NOW.getTime() + 3_600_000) }));
      expect(sent).toEqual([]);
    });
  });

  test('whose starter may import no more writes nothing and says so', async () => {
    const runId = await brought(rowsOf(3));
    await startImport(ctx(), { runId, map: plain('gone'), write: true });
    await db.updateTable('person').set({ active: false }).where('id', '=', 'usr_ada').execute();
    await carriedOut();
    await db.updateTable('person').set({ active: true }).where('id', '=', 'usr_ada').execute();
    expect(await importRun(ctx(), runId)).toMatchObject({ state: 'failed', failure: { code: 'forbidden' } });
    expect(await changesOf('gone')).toEqual([]);
  });

  test('because the file is written otherwise in its middle fails whole', async () => {
    const file = Buffer.concat([rowsOf(700), Buffer.from('X1,'), Buffer.from([0xff]), Buffer.from('\n')]);
    const runId = await brought(file, 4_000);
    const run = await read(runId, plain('broken'), true);
    expect(run).toMatchObject({ state: 'failed', failure: { code: 'invalid' } });
    expect(await changesOf('broken')).toEqual([]);
  });
});

describe('the pieces of a file', () => {
  test('may come twice, and neither too early nor past what was said', async () => {
    const file = rowsOf(3);
    const runId = await beginImport(ctx(), { fileName: 'x.csv', bytes: file.length });
    const piece = (from: number, to?: number) => ({ runId, from, content: file.subarray(from, to).toString('base64') });
    await expect(takePiece(ctx(), piece(10))).rejects.toMatchObject({ no: { errors: [{ path: 'from' }] } });
    expect(await takePiece(ctx(), piece(0, 10))).toEqual({ received: 10 });
    expect(await takePiece(ctx(), piece(0, 10))).toEqual({ received: 10 });
    const map = plain('early');
    await expect(startImport(ctx(), { runId, map, write: true })).rejects.toMatchObject({
      no: { code: 'import_state' },
    });
    const longer = Buffer.concat([file, file]).subarray(10).toString('base64');
    await expect(takePiece(ctx(), { runId, from: 10, content: longer })).rejects.toMatchObject({
      no: { errors: [{ path: 'content' }] },
    });
    expect(await takePiece(ctx(), piece(5))).toEqual({ received: file.length });
    expect(await read(runId, map, true)).toMatchObject({ created: 3 });
  });
});

test('a file of 100,000 columns is refused at the first look and at its check', async () => {
  const runId = await brought(
    Buffer.from(`${Array.from({ length: 100_000 }, (_, n) => `c${n}`).join(',')}\n${',x'.repeat(99_999)}\n`),
  );
  const refused = { no: { code: 'invalid', because: 'The file has 100000 columns; a file has at most 500.' } };
  await expect(lookAtImport(ctx(), runId, {})).rejects.toMatchObject(refused);
  await expect(suggestedMap(ctx(), { runId })).rejects.toMatchObject(refused);
  await expect(startImport(ctx(), { runId, map: plain('wide'), write: false })).rejects.toMatchObject(refused);
});

test('of a row that has more cells than the file has columns, as many are shown as there may be columns', async () => {
  const runId = await brought(Buffer.from(`a,b\n${'x,'.repeat(3_000)}\n`));
  const { columns, first } = await lookAtImport(ctx(), runId, { delimiter: ',' });
  expect([columns.length, first[0]?.cells.length]).toEqual([2, 500]);
});

test('a file whose headings are broken into lines, as spreadsheets do, gets a map that fits it', async () => {
  const text =
    '"Change\nnumber",Title,"Actual\r\nstart","Num\u0007ber of\u2028systems"\nC-1,Rotate,2026-01-02 08:00,3\n';
  const runId = await brought(Buffer.from(text));
  const looked = await lookAtImport(ctx(), runId, {});
  expect(looked.columns.map(({ name }) => name)).toEqual([
    'Change number',
    'Title',
    'Actual start',
    'Number of systems',
  ]);
  const { map, missing } = await suggestedMap(ctx(), { runId });
  expect(missing).toEqual(['state']);
  const fields = { ...map.fields, summary: { column: 'Number of systems' } };
  const run = await read(runId, ChangeMap.parse({ ...map, source: 'Broken', fields }), true);
  expect(run).toMatchObject({ state: 'imported', created: 1, refused: 0 });
  expect(await changesOf('Broken')).toMatchObject([{ source_number: 'C-1', title: 'Rotate', summary: '3' }]);
});

test('a map that does not fit is refused before anything is started, naming each place', async () => {
  const runId = await brought(rowsOf(3));
  const map = ChangeMap.parse({ ...plain('x'), fields: { ...plain('x').fields, summary: { column: 'nowhere' } } });
  await expect(startImport(ctx(), { runId, map, write: true })).rejects.toMatchObject({
    no: { code: 'invalid', errors: [{ path: 'map.fields.summary.column' }] },
  });
  await discardImport(ctx(), { runId });
  await expect(importRun(ctx(), runId)).rejects.toMatchObject({ no: { code: 'not_found' } });
});

test('files go some days after they are in, and what came of them stays', async () => {
  const runId = await brought(rowsOf(3));
  await read(runId, plain('old'), true);
  const left = await brought(rowsOf(3));
  await tidyImports(ctx({ now: new Date(NOW.getTime() + 8 * 24 * 3600_000) }));
  expect(await importRun(ctx(), runId)).toMatchObject({ state: 'imported', created: 3, keptUntil: null });
  await expect(importRun(ctx(), left)).rejects.toMatchObject({ no: { code: 'not_found' } });
  await expect(refusedRows(ctx(), runId)).rejects.toMatchObject({ no: { code: 'import_state' } });
  const discarded = db.selectFrom('audit_event').select('object').where('verb', '=', 'import.discarded');
  expect(await discarded.where('object', 'in', [runId, left]).execute()).toEqual([{ object: left }]);
});

test('a file that somebody starts while old ones go stays', async () => {
  const runId = await brought(rowsOf(3));
  const now = new Date(NOW.getTime() + 9 * 24 * 3600_000);
  const tidying = ctx({ now, actor: system });
  const own = tidying.ownTransaction;
  tidying.ownTransaction = async (work) => {
    if ((await importRun(ctx(), runId)).state === 'ready')
      await startImport(ctx({ now }), { runId, map: plain('just in time'), write: true });
    return own(work);
  };
  await tidyImports(tidying);
  await carriedOut();
  expect(await importRun(ctx(), runId)).toMatchObject({ state: 'imported', created: 3 });
});

test('a start that is sent again because its answer was lost is answered as the first time, though the file is in by then', async () => {
  const runId = await brought(sample('hpsm/changes.csv'));
  const { map } = await suggestedMap(ctx(), { runId, zone: 'Europe/Amsterdam' });
  const start = (command?: { key: string; request: Buffer }) =>
    startImport(ctx(command && { command }), { runId, map: { ...map, source: 'Again' }, write: true });
  const command = { key: 'start', request: Buffer.from('start') };
  await start(command);
  await carriedOut();
  await start(command);
  expect(sent).toEqual([]);
  expect(await importRun(ctx(), runId)).toMatchObject({ state: 'imported', created: 3 });
  await expect(start()).rejects.toMatchObject({ no: { code: 'import_state' } });
});
