import { readFileSync } from 'node:fs';
import { ChangeMap } from '@interlock/contract/imports.ts';
import type { IncidentMap } from '@interlock/contract/incident-map.ts';
import { permissionsGiven, type Role } from '@interlock/contract/permissions.ts';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Actor } from '../../platform/ctx.ts';
import type { Db } from '../../platform/database/db.ts';
import { testCtx, testDb } from '../../testing/ctx.ts';
import { incidents } from '../incidents/incidents.view.ts';
import { beginImport, takePiece } from './bring-file.ts';
import { carryOutImport } from './carry-out-import.ts';
import { lookAtImport, previewIncidents, suggestedIncidentMap } from './look.view.ts';
import { refusedRows } from './refused.view.ts';
import { importNotes, importRun } from './run.view.ts';
import { cancelImport, startImport, startIncidents } from './start-import.ts';
import { sweepImports } from './sweep-imports.ts';

const log = readFileSync(new URL('../../testing/samples/incidents/log.csv', import.meta.url));
const NOW = new Date('2026-03-02T09:00:00Z');
const roles: Role[] = ['administrator', 'change_manager'];
const ada: Actor = { kind: 'person', id: 'usr_ada', roles, permissions: permissionsGiven(roles), sessionId: null };

let db: Db;
const sent: { runId: string; turn: number }[] = [];
const enqueue = async (_tx: unknown, _queue: string, _key: string, data: object) => {
  sent.push(data as (typeof sent)[number]);
};
const ctx = (over: Parameters<typeof testCtx>[1] = {}) =>
  testCtx(db, { actor: ada, via: 'web', now: NOW, enqueue, ...over });
const carriedOut = async () => {
  for (const job of sent.splice(0)) await carryOutImport(ctx({ actor: undefined as never, via: 'job' }), job);
};

beforeAll(async () => {
  db = await testDb();
  const person = { id: 'usr_ada', name: 'Ada', email: 'ada@example.org', zone: 'UTC', roles, created_at: NOW };
  await db.insertInto('person').values(person).execute();
});

async function brought(content: Buffer, pieceSize = 200): Promise<string> {
  const runId = await beginImport(ctx(), { fileName: 'incidents.csv', bytes: content.length });
  for (let from = 0; from < content.length; from += pieceSize) {
    const piece = content.subarray(from, from + pieceSize).toString('base64');
    await takePiece(ctx(), { runId, from, content: piece });
  }
  return runId;
}

async function read(runId: string, map: IncidentMap, write: boolean) {
  await startIncidents(ctx(), { runId, map, write });
  await carriedOut();
  return importRun(ctx(), runId);
}

const all = async () => (await incidents(ctx(), { limit: 100 })).items;
const one = async (number: string) => (await all()).find((incident) => incident.number === number);

/** Changes of the other system, as an import of its changes makes them. */
async function changesImported(...numbers: string[]): Promise<void> {
  const map = ChangeMap.parse({
    source: 'ServiceNow',
    fields: {
      number: { column: 'n' },
      title: { column: 't' },
      state: { value: { state: 'closed', outcome: 'successful' } },
    },
  });
  const runId = await brought(
    Buffer.from(['n,t', ...numbers.map((number) => `${number},Change ${number}`), ''].join('\n')),
  );
  await startImport(ctx(), { runId, map, write: true });
  await carriedOut();
  expect(await importRun(ctx(), runId)).toMatchObject({ state: 'imported' });
}

describe('a log of incidents', () => {
  let runId: string;
  let map: IncidentMap;

  test('is recognised, and its columns are known', async () => {
    await changesImported('CHG0000132', 'CHG0000404');
    runId = await brought(log);
    expect((await lookAtImport(ctx(), runId, {})).guessed).toMatchObject({ holds: 'incidents', delimiter: ',' });
    const suggested = await suggestedIncidentMap(ctx(), { runId, zone: 'Europe/Amsterdam' });
    expect(suggested).toMatchObject({ missing: [], map: { source: 'ServiceNow', blanks: ['?'] } });
    ({ map } = suggested);
    expect(map.fields).toMatchObject({
      title: [{ column: 'category' }, { column: 'subcategory' }, { column: 'u_symptom' }],
      openedAt: { column: 'opened_at', format: 'd/M/yyyy H:mm' },
      causedBy: { column: 'caused_by' },
      fixedBy: { column: 'rfc' },
    });
  });

  test('shows what its rows would become: several rows of one number are one incident', async () => {
    const { rows, refusals, warnings } = await previewIncidents(ctx(), { runId, map });
    expect(rows.map(({ number }) => number)).toEqual(['INC0000001', 'INC0000002', 'INC0000004']);
    expect(rows[0]).toMatchObject({
      title: 'Network · VPN · Slow',
      openedAt: '2016-02-29T00:16:00.000Z',
      links: [{ kind: 'fixed_by', change: 'CHG0000404' }],
    });
    expect(refusals.map(({ line, column }) => [line, column])).toEqual([
      [6, 'opened_at'],
      [8, 'number'],
    ]);
    expect(warnings).toMatchObject([
      { value: 'CHG0000500', reason: expect.stringContaining('no change that is here') },
    ]);
    expect(await all()).toEqual([]);
  });

  test('is checked without being written, and then taken in with its links, as the other system suggests them', async () => {
    const counts = { created: 3, updated: 0, refused: 2, warned: 1, rows: 8 };
    expect(await read(runId, map, false)).toMatchObject({ state: 'checked', holds: 'incidents', map: null, ...counts });
    expect(await all()).toEqual([]);
    expect(await read(runId, map, true)).toMatchObject({ state: 'imported', incidentMap: map, ...counts });
    const second = await one('INC0000002');
    expect(second).toMatchObject({
      system: 'ServiceNow',
      title: 'Storage · Disk · Full',
      links: [{ kind: 'caused_by', attribution: 'suggested', linkedBy: null, change: { title: 'Change CHG0000132' } }],
      elsewhere: [{ kind: 'fixed_by', system: 'ServiceNow', number: 'CHG0000500' }],
    });
  });

  test('stands in the audit log: an entry for the file, for each incident, and for each link on its change', async () => {
    const rows = await db.selectFrom('audit_event').select('verb').where('verb', 'like', '%incident%').execute();
    expect(Object.groupBy(rows, ({ verb }) => verb)).toMatchObject({
      'incident.imported': { length: 3 },
      'change.incident_linked': { length: 2 },
    });
  });

  test('is brought up to date by a second import, which leaves alone what people have decided', async () => {
    await db
      .updateTable('incident_link')
      .set({ attribution: 'confirmed', decided_by: 'usr_ada', decided_at: NOW })
      .execute();
    const again = await brought(Buffer.from(log.toString().replaceAll('Disk,Full', 'Disk,Worn out')));
    expect(await read(again, map, true)).toMatchObject({ state: 'imported', created: 0, updated: 3 });
    expect(await one('INC0000002')).toMatchObject({
      title: 'Storage · Disk · Worn out',
      links: [{ attribution: 'confirmed' }],
    });
  });

  test('has its reference become a link when that change is imported later', async () => {
    await changesImported('CHG0000500');
    const { links = [], elsewhere } = (await one('INC0000002')) ?? {};
    expect(elsewhere).toEqual([]);
    expect(links.map(({ kind, attribution }) => [kind, attribution])).toEqual([
      ['caused_by', 'confirmed'],
      ['fixed_by', 'suggested'],
    ]);
  });

  test('gives back its refused rows, to be mended and imported again', async () => {
    let text = '';
    for await (const piece of (await refusedRows(ctx(), runId)).pieces) text += String(piece);
    const mended = text.replace('31/13/2016', '31/12/2016').replaceAll('\r\n', '\n').split('\n');
    const third = await brought(Buffer.from([mended[0], mended[1], ''].join('\n')));
    expect(await read(third, map, true)).toMatchObject({ created: 1, refused: 0 });
    const { items } = await importNotes(ctx(), { runId, kind: 'refusal', limit: 10 });
    expect(items).toHaveLength(2);
  });
});

test.each([
  ['a number with a control character', 'OPS-\u0001,Slow,,', 'k', 'is no number'],
  ['a number that is too long', `${'9'.repeat(101)},Slow,,`, 'k', 'is no number'],
  ['an address that is none', 'OPS-1,Slow,ftp://x,', 'u', 'is no address'],
  ['a change whose number is too long', `OPS-1,Slow,,${'9'.repeat(101)}`, null, 'is no number of a change'],
  [
    'more changes than anybody names',
    `OPS-1,Slow,,${Array.from({ length: 51 }, (_, at) => `C${at}`).join(' ')}`,
    null,
    'names more than 50',
  ],
])('%s refuses its row, and says so', async (_what, row, column, reason) => {
  const runId = await brought(Buffer.from(`k,t,u,c\n${row}\n`));
  const fields = { number: { column: 'k' }, title: { column: 't' }, url: { column: 'u' }, fixedBy: { column: 'c' } };
  const map = { source: 'Strange', delimiter: ',', encoding: 'utf-8', zone: 'UTC', blanks: [], fields } as const;
  const { rows, refusals } = await previewIncidents(ctx(), { runId, map: { ...map, blanks: [] } });
  expect(rows).toEqual([]);
  expect(refusals).toMatchObject([{ line: 2, column, reason: expect.stringContaining(reason) }]);
});

test('a file does not tell whether a restricted change is there, and is not linked with it', async () => {
  await changesImported('CHG0000900');
  await db.updateTable('change').set({ restricted: true }).where('source_number', '=', 'CHG0000900').execute();
  const runId = await brought(Buffer.from('k,t,c\nSEC-1,Leak,CHG0000900\n'));
  const fields = { number: { column: 'k' }, title: { column: 't' }, causedBy: { column: 'c' } };
  const map = {
    source: 'ServiceNow',
    delimiter: ',' as const,
    encoding: 'utf-8' as const,
    zone: 'UTC',
    blanks: [],
    fields,
  };
  expect(await read(runId, map, true)).toMatchObject({ created: 1, warned: 1 });
  expect(await one('SEC-1')).toMatchObject({ links: [], elsewhere: [{ number: 'CHG0000900' }] });
});

describe('an import of incidents', () => {
  test('that is cancelled, or whose server dies, leaves nothing; the next server takes it up', async () => {
    const map = { source: 'Jira', delimiter: ',', encoding: 'utf-8', zone: 'UTC', blanks: [] } as const;
    const fields = { number: { column: 'k' }, title: { column: 't' } };
    const rows = Array.from({ length: 3000 }, (_none, at) => `OPS-${at},Broken ${at}`);
    const runId = await brought(Buffer.from(['k,t', ...rows, ''].join('\n')), 10_000);
    const count = async () =>
      (await db.selectFrom('incident').select('id').where('system', '=', 'Jira').execute()).length;
    await startIncidents(ctx(), { runId, map: { ...map, blanks: [], fields }, write: true });
    await cancelImport(ctx(), { runId });
    await carriedOut();
    expect(await importRun(ctx(), runId)).toMatchObject({ state: 'cancelled' });
    expect(await count()).toBe(0);
    await startIncidents(ctx(), { runId, map: { ...map, blanks: [], fields }, write: true });
    sent.length = 0;
    await sweepImports(ctx({ now: new Date(NOW.getTime() + 10 * 60_000), via: 'job' }));
    await carriedOut();
    expect(await importRun(ctx(), runId)).toMatchObject({ state: 'imported', created: 3000, refused: 0 });
    expect(await count()).toBe(3000);
  });

  test.each([
    ['a column that is not there', { number: { column: 'nr' }, title: { column: 't' } }, 'map.fields.number.column'],
    [
      'a date that is none',
      { number: { column: 'k' }, title: { column: 't' }, openedAt: { column: 't', format: 'q' } },
      'map.fields.openedAt.format',
    ],
  ])('is refused for %s, by the place in the map', async (_what, fields, path) => {
    const runId = await brought(Buffer.from('k,t\n1,One\n'));
    const map = {
      source: 'Jira',
      delimiter: ',' as const,
      encoding: 'utf-8' as const,
      zone: 'UTC',
      blanks: [],
      fields,
    };
    await expect(startIncidents(ctx(), { runId, map, write: true })).rejects.toMatchObject({
      no: { errors: [{ path }] },
    });
  });
});
