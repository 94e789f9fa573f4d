import { listAuditRoute } from '@interlock/contract/audit.ts';
import { raiseChangeRoute, showChangeRoute } from '@interlock/contract/changes.ts';
import { exportAuditRoute, exportChangesRoute, exportColumns } from '@interlock/contract/exports.ts';
import { importChangesRoute } from '@interlock/contract/imports.ts';
import { requestOf } from '@interlock/contract/route.ts';
import { parse } from 'csv-parse/sync';
import { expect, test, vi } from 'vitest';
import { runSql } from '../testing/run-sql.ts';
import { type Client, raise, world } from '../testing/world.ts';

const bank = await world();
const rita = await bank.person('Rita', ['initiator']);
const sam = await bank.person('Sam', ['specialist']);
const abe = await bank.person('Abe', ['approver'], { approver: true });

type Asked = Record<string, unknown>;
const pathOf = (asked: Asked) => requestOf(exportChangesRoute, asked).path;

async function exported(by: Client, asked: Asked = {}): Promise<Record<string, string>[]> {
  const answer = await by.send('GET', pathOf(asked));
  expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'text/csv; charset=utf-8']);
  return parse(String(answer.body['text']), { columns: true, delimiter: String(asked['delimiter'] ?? ',') });
}

const told = async (verb: string) => (await bank.admin.call(listAuditRoute, { verb })).items;

const hostile = ['=1+1', '+31 20', '-1', '@SUM(A1)', '＝1', "'=cmd|' /C calc'!A0", '"=1', "'quoted'", 'a;"b",c'];

test('cells that look like formulas are made safe, and the importer reads the file back as it was', async () => {
  for (const title of hostile) await raise(rita, sam, { title, summary: `${title}\n${title}` });
  const file = await rita.send('GET', pathOf({ columns: ['number', 'title', 'summary'] }));
  const csv = String(file.body['text']);
  for (const [cell] of csv.matchAll(/(?<=^|,|\n)"[^"]?/g)) expect(cell).not.toMatch(/^"[=+\-@＝\t\r]/);
  const map = {
    source: 'Ourselves',
    fields: {
      number: { column: 'Number' },
      title: { column: 'Title' },
      summary: { column: 'Summary' },
      state: { value: { state: 'draft' as const } },
    },
  };
  const report = await bank.admin.call(importChangesRoute, { fileName: 'changes.csv', map, csv });
  expect(report).toMatchObject({ created: hostile.length, refused: 0, warnings: [] });
  const again = await exported(rita, { columns: ['title', 'summary'], imported: true });
  const wanted = (await exported(rita, { columns: ['title', 'summary'], imported: false })).toReversed();
  expect(again).toEqual(expect.arrayContaining(wanted));
  const first = await rita.call(showChangeRoute, { changeId: 'CHG-10' });
  expect(hostile).toContain(first.title);
});

test('it holds what the list shows under its filters, and nothing that the reader may not see', async () => {
  const mine = await raise(rita, sam, { title: 'Rewire the vault' });
  const [row, ...others] = await exported(rita, { q: 'vault' });
  expect(others).toEqual([]);
  expect(row).toMatchObject({ Number: mine.number, Title: 'Rewire the vault', Requester: 'Rita', Assignee: 'Sam' });
  expect(await exported(abe)).toEqual([]);
  const everything = await exported(rita, { q: 'vault', columns: [...exportColumns] });
  expect(Object.keys(everything[0] ?? {})).toHaveLength(exportColumns.length);
});

test('times are by the clock that is asked for, whose zone the heading names, in the file form that is asked for', async () => {
  const window = { start: '2026-07-01T22:00', end: '2026-07-02T02:00', zone: 'Europe/Amsterdam' };
  const { number } = await rita.call(raiseChangeRoute, { modelId: 'mdl_normal', title: 'In July', window });
  const asked = { number, columns: ['plannedStart', 'plannedEnd'], zone: 'Asia/Tokyo', delimiter: ';' };
  expect(await exported(rita, asked)).toEqual([
    { 'Planned start (Asia/Tokyo)': '2026-07-02 05:00', 'Planned end (Asia/Tokyo)': '2026-07-02 09:00' },
  ]);
  const answer = await fetch(`${bank.address}${pathOf({ ...asked, bom: true })}`, {
    headers: { authorization: `Bearer ${rita.token}` },
  });
  expect(answer.headers.get('content-disposition')).toBe('attachment; filename=changes-2026-03-02.csv');
  expect([...new Uint8Array(await answer.arrayBuffer()).slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
});

test('that it begins is on record with the filters, and how many rows went', async () => {
  await exported(rita, { priority: 4, state: ['draft', 'assess'] });
  const [begun] = await told('changes.export_begun');
  const [ended] = await told('changes.exported');
  const asked = expect.objectContaining({ priority: [4], state: ['draft', 'assess'] });
  expect(begun).toMatchObject({ actor: { name: 'Rita' }, parts: { asked } });
  expect(ended).toMatchObject({ corr: begun?.corr, parts: { asked, whole: true } });
  expect(ended?.parts['rows']).toBe((await exported(rita, { priority: 4, state: ['draft', 'assess'] })).length);
});

/** Enough that it goes out in many pieces, and that no socket takes it all at once. */
async function bringHistory(rows: number): Promise<void> {
  const lines = Array.from({ length: rows }, (_, at) => `${at},Change ${at},${'long '.repeat(1_000)}`);
  const map = {
    source: 'Elsewhere',
    fields: {
      number: { column: 'n' },
      title: { column: 't' },
      description: { column: 'd' },
      state: { value: { state: 'closed' as const } },
    },
  };
  await bank.admin.call(importChangesRoute, { fileName: 'x.csv', map, csv: `n,t,d\n${lines.join('\n')}` });
}

test('a long list comes page by page, each change once; one that is broken off is told so', async () => {
  await bringHistory(900);
  const rows = await exported(rita, { state: 'closed', columns: ['number'] });
  expect(new Set(rows.map(({ Number: number }) => number)).size).toBe(900);
  const path = pathOf({ state: 'closed', columns: ['description'] });
  const answer = await fetch(`${bank.address}${path}`, { headers: { authorization: `Bearer ${rita.token}` } });
  const reader = answer.body?.getReader();
  await reader?.read();
  await reader?.cancel();
  await vi.waitFor(async () => {
    const [ended] = await told('changes.exported');
    expect(ended?.parts).toMatchObject({ whole: false, asked: { columns: ['description'] } });
    expect(ended?.parts['rows']).toBeLessThan(900);
  });
});

test('the audit log goes the same way, with its parts, to whoever may read it', async () => {
  const answer = await bank.admin.send('GET', requestOf(exportAuditRoute, { verb: 'changes.exported' }).path);
  const rows: Record<string, string>[] = parse(String(answer.body['text']), { columns: true });
  expect(rows.length).toBeGreaterThan(3);
  expect(rows[0]).toMatchObject({ Actor: 'Rita', Verb: 'changes.exported', Object: 'Rita' });
  expect(JSON.parse(rows[0]?.['Parts'] ?? '')).toMatchObject({ whole: false });
  expect((await rita.send('GET', exportAuditRoute.path)).status).toBe(403);
});

test('where that cannot be put on record, nothing is handed out', async () => {
  const { ownerUrl, appRole } = bank.database;
  await runSql(ownerUrl, `revoke insert on audit_event from ${appRole}`);
  const refused = await rita.send('GET', pathOf({}));
  await runSql(ownerUrl, `grant insert on audit_event to ${appRole}`);
  expect(refused).toMatchObject({ status: 503, body: { code: 'unavailable' } });
});
