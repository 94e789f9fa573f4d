import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { listChangesRoute } from '@interlock/contract/changes.ts';
import * as runs from '@interlock/contract/import-runs.ts';
import { listIncidentsRoute } from '@interlock/contract/incidents.ts';
import { expect, test } from 'vitest';
import { eventually } from '../platform/running/processes.ts';
import { typed } from '../testing/command-line.ts';
import { OPERATOR_KEY, world } from '../testing/world.ts';

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
