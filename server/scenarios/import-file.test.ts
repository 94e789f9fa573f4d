import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { listChangesRoute } from '@interlock/contract/changes.ts';
import * as runs from '@interlock/contract/import-runs.ts';
import { startIncidentsRoute, suggestIncidentMapRoute } from '@interlock/contract/incident-imports.ts';
import { linkIncidentRoute, listIncidentsRoute } from '@interlock/contract/incidents.ts';
import { expect, test } from 'vitest';
import { eventually } from '../platform/running/processes.ts';
import { typed } from '../testing/command-line.ts';
import { type Client, OPERATOR_KEY, raise, world } from '../testing/world.ts';

const file = readFileSync(new URL('../testing/samples/hpsm/changes.csv', import.meta.url));

test('an administrator brings a file, looks at it, has it checked and takes it in', async () => {
  const { admin } = await world();
  const { id: runId } = await admin.call(runs.beginImportRoute, { fileName: 'Änderungen.csv', bytes: file.length });
  const content = file.toString('base64');
  expect(await admin.call(runs.sendPieceRoute, { runId, from: 0, content })).toEqual({ received: file.length });
  const { guessed } = await admin.call(runs.lookAtImportRoute, { runId });
  const { map } = await admin.call(runs.suggestMapRoute, { runId, profile: guessed.profile, zone: 'Europe/Amsterdam' });
  expect((await admin.call(runs.previewImportRoute, { runId, map })).rows).toHaveLength(3);
  await admin.call(runs.startImportRoute, { runId, map, write: true });
  const shown = () => admin.call(runs.showImportRunRoute, { runId });
  expect(await eventually(async () => (await shown()).state === 'imported', 15_000)).toBe(true);
  expect(await shown()).toMatchObject({ created: 3, refused: 0, warned: 1, rows: 6, by: { id: admin.id } });
  expect((await admin.call(runs.importNotesRoute, { runId, kind: 'warning' })).items).toHaveLength(1);
  expect((await admin.call(listChangesRoute, { q: 'Zürich' })).items).toHaveLength(1);
  expect((await admin.call(runs.listImportRunsRoute, {})).items.map(({ id }) => id)).toEqual([runId]);
  const refused = await admin.send('GET', `/api/v1/imports/runs/${runId}/refused.csv`);
  expect(refused.headers.get('content-disposition')).toBe('attachment; filename=refused-nderungen.csv');
});

test('incidents come in over the command line: tried first, then taken in, then brought up to date', async () => {
  const { admin, address } = await world();
  const path = fileURLToPath(new URL('../testing/samples/incidents/log.csv', import.meta.url));
  const run = (...more: string[]) => typed({ address, token: OPERATOR_KEY }, 'import', 'incidents', path, ...more);
  const tried = await run('--dry-run');
  expect(tried.lines.at(-1)).toBe('3 created, 0 updated, 2 refused');
  expect(tried.lines.some((line) => line.startsWith('refused: line 6, opened_at: "31/13/2016 09:00"'))).toBe(true);
  expect((await admin.call(listIncidentsRoute, {})).items).toEqual([]);
  expect((await run()).lines.at(-1)).toBe('3 created, 0 updated, 2 refused');
  expect((await run()).lines.at(-1)).toBe('0 created, 3 updated, 2 refused');
  const { items } = await admin.call(listIncidentsRoute, { q: 'inc0000001' });
  expect(items).toMatchObject([{ system: 'ServiceNow', elsewhere: [{ kind: 'fixed_by', number: 'CHG0000404' }] }]);
});

test('an import tells nobody of incidents that speak of nothing but what is hidden from them, and leaves those as they are', async () => {
  const bank = await world();
  const { admin } = bank;
  const mona = await bank.person('Mona', ['change_manager']);
  const carl = await bank.person('Carl', ['coordinator']);
  const hidden = await raise(mona, carl, { restricted: true });
  const open = await raise(mona, carl);
  const said = { system: 'ServiceNow', url: 'https://desk.example.org/1', openedAt: '2026-03-01T09:00:00.000Z' };
  const link = (changeId: string, number: string) =>
    mona.call(linkIncidentRoute, { ...said, changeId, number, title: `Told of ${number}`, kind: 'caused_by' });
  const [secret, known] = [await link(hidden.id, 'INC1'), await link(open.id, 'INC2')];
  const before = (await mona.call(listIncidentsRoute, {})).items;

  const bring = async (write: boolean, by: Client = admin) => {
    const rows = Buffer.from(`number,title,caused_by\nINC1,Mine,${open.number}\nINC2,Mine,\nINC3,Mine,\n`);
    const { id: runId } = await by.call(runs.beginImportRoute, { fileName: 'incidents.csv', bytes: rows.length });
    await by.call(runs.sendPieceRoute, { runId, from: 0, content: rows.toString('base64') });
    const { map } = await by.call(suggestIncidentMapRoute, { runId, source: 'ServiceNow' });
    await by.call(startIncidentsRoute, { runId, map, write });
    const shown = () => by.call(runs.showImportRunRoute, { runId });
    expect(await eventually(async () => ['imported', 'checked'].includes((await shown()).state), 15_000)).toBe(true);
    const { created, updated } = await shown();
    return { created, updated };
  };
  expect(await bring(false)).toEqual({ created: 2, updated: 1 });
  expect((await mona.call(listIncidentsRoute, {})).items).toEqual(before);
  expect(await bring(true)).toEqual({ created: 2, updated: 1 });
  expect(await bring(false)).toEqual({ created: 0, updated: 3 });
  expect(await bring(true)).toEqual({ created: 0, updated: 3 });
  expect(await bring(true, bank.operator)).toEqual({ created: 0, updated: 3 });

  const titles = async (by: Client) =>
    (await by.call(listIncidentsRoute, {})).items.map(({ number, title }) => `${number} ${title}`).sort();
  expect(await titles(admin)).toEqual(['INC1 Mine', 'INC2 Mine', 'INC3 Mine']);
  expect(await titles(mona)).toEqual(['INC1 Mine', 'INC1 Told of INC1', 'INC2 Mine', 'INC3 Mine']);
  const after = (await mona.call(listIncidentsRoute, {})).items;
  expect(after.find(({ id }) => id === secret.id)).toEqual(before.find(({ id }) => id === secret.id));
  expect(after.find(({ id }) => id === known.id)).toMatchObject({
    title: 'Mine',
    url: said.url,
    openedAt: said.openedAt,
  });
});
