import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { checkBorders } from './borders/check.ts';
import { type ImportRule, importRules } from './borders/import-rules.ts';
import { type NameRule, nameRules } from './borders/name-rules.ts';
import type { SightRule } from './borders/sight-rules.ts';

type Files = Record<string, string>;

/** A small house in which everybody keeps to the rules. */
const clean: Files = {
  'server/schema.sql': 'create table audit_event (\n);\ncreate table change (\n);\ncreate table job_slot (\n);\n',
  'server/tables.json': JSON.stringify({ audit_event: 'audit', change: 'changes', job_slot: 'platform' }),
  'contract/changes.ts': `import { z } from 'zod';\nexport const Change = z.object({});`,
  'server/platform/refusal.ts': 'export const no = 1;',
  'server/platform/http/serve.ts': `import fastify from 'fastify';\nexport const serve = fastify;`,
  'server/platform/authorize.ts': 'export const requirePermission = 1;',
  'server/platform/clock.ts': 'export const now = () => new Date();',
  'server/features/audit/index.ts': `export { record } from './record-act.ts';`,
  'server/features/audit/record-act.ts': `export const record = (tx) => tx.insertInto('audit_event').values({});`,
  'server/features/changes/index.ts': `export { readChange } from './change.store.ts';`,
  'server/features/changes/change.rules.ts': `import { no } from '../../platform/refusal.ts';\nexport const may = no;`,
  'server/features/changes/change.store.ts': `import { sql } from 'kysely';
    export const readChange = (tx) => sql\`select * from change\`.execute(tx);
    export const saveChange = (tx: Tx, at) => tx.updateTable('change').set({ at, day: new Date(at) });`,
  'server/features/changes/change.view.ts': `// Reads audit_event of audit for the last act.
    export const view = (db) => db.selectFrom('change as c').leftJoin('audit_event as e', 'e.object', 'c.id');`,
  'server/features/changes/told.step.ts': `import { record } from '../audit/index.ts';\nexport const told = record;`,
  'server/features/changes/close-change.ts': `import { told } from './told.step.ts';
    import { may } from './change.rules.ts';\nimport { saveChange } from './change.store.ts';
    export const closeChange = [told, may, saveChange, 'we update audit_event from now()'];`,
  'server/features/changes/changes.routes.ts': `import { serve } from '../../platform/http/serve.ts';
    import { Change } from '@interlock/contract/changes.ts';\nimport { view } from './change.view.ts';
    import { closeChange } from './close-change.ts';\nexport const routes = [serve, Change, view, closeChange];`,
  'server/features/changes/changes.jobs.ts': `import { closeChange } from './close-change.ts';\nexport const jobs = closeChange;`,
  'server/app.ts': `import { routes } from './features/changes/changes.routes.ts';\nexport const app = routes;`,
  'server/testing/world.ts': `import { app } from '../app.ts';\nexport const world = [app, new Date()];`,
  'server/features/changes/close-change.test.ts': `import { world } from '../../testing/world.ts';\nworld;`,
  'web/ui/button.tsx': `export const Button = () => <button type="button" />;`,
  'web/lib/call.ts': `import { Change } from '@interlock/contract/changes.ts';\nexport const call = Change;`,
  'web/features/changes/index.ts': `export { Changes } from './changes.tsx';`,
  'web/features/changes/changes.tsx': `import { Button } from '../../ui/button.tsx';\nexport const Changes = Button;`,
  'web/features/inbox/index.ts': `import { Changes } from '../changes/index.ts';\nexport const Inbox = Changes;`,
  'web/app/shell.tsx': `import { Changes } from '../features/changes/index.ts';\nexport const Shell = Changes;`,
  'web/vite.config.ts': `import { join } from 'node:path';\nexport default join('a');`,
  'cli/main.ts': `import { Change } from '@interlock/contract/changes.ts';\nimport 'node:fs';\nexport const main = Change;`,
  'scripts/schema.ts': `import { now } from '../server/platform/clock.ts';\nnow();`,
};

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

function findingsIn(extra: Files): string[] {
  const root = mkdtempSync(join(tmpdir(), 'borders-'));
  folders.push(root);
  for (const [path, text] of Object.entries({ ...clean, ...extra })) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return checkBorders(root, 10).findings;
}

test('a house that keeps to the rules is left alone', () => {
  expect(findingsIn({})).toEqual([]);
});

test('a check that saw next to nothing does not pass', () => {
  const root = mkdtempSync(join(tmpdir(), 'borders-'));
  folders.push(root);
  for (const name of ['contract', 'server', 'web', 'cli', 'scripts']) mkdirSync(join(root, name));
  expect(() => checkBorders(root, 50)).toThrow('Saw only 0 modules');
});

const importing = (target: string) => `import type * as all from '${target}';\nexport type Uses = typeof all;`;
/** As `importing`, in a store, which saves something. */
const saving = (target: string) => `${importing(target)}\nexport const save = (tx) => tx.insertInto('change');`;
const changes = 'server/features/changes';

/** One violation of every rule on imports: the file it is planted in, and what that imports. */
const plantedImports: Record<ImportRule, [file: string, target: string]> = {
  contractOnlyZod: ['contract/tasks.ts', 'kysely'],
  platformKnowsNoFeature: ['server/platform/jobs/jobs.ts', '../../features/audit/index.ts'],
  roomsInOrder: ['server/platform/database/late.ts', '../http/serve.ts'],
  serverReachesOnlyServer: ['server/platform/page.ts', '../../web/lib/call.ts'],
  noTestsInProduction: [`${changes}/cancel-change.ts`, '../../testing/world.ts'],
  featuresKnowNoWiring: [`${changes}/cancel-change.ts`, '../../main.ts'],
  featuresEnteredByDoor: [`${changes}/cancel-change.ts`, '../audit/record-act.ts'],
  callsGoToEarlierFeatures: ['server/features/audit/read-act.ts', '../changes/index.ts'],
  wiringTakesRoutesJobsAndDoors: ['server/main.ts', './features/changes/change.store.ts'],
  rulesStandAlone: [`${changes}/window.rules.ts`, 'kysely'],
  storesOnlyStore: [`${changes}/revision.store.ts`, './close-change.ts'],
  storesAskNoPermission: [`${changes}/revision.store.ts`, '../../platform/authorize.ts'],
  storesReadNoViews: [`${changes}/revision.store.ts`, './change.view.ts'],
  useCasesCallNoUseCase: [`${changes}/cancel-change.ts`, './close-change.ts'],
  useCasesKnowNoHttp: [`${changes}/cancel-change.ts`, '../../platform/http/serve.ts'],
  routesAreThin: [`${changes}/more.routes.ts`, './change.store.ts'],
  doorsLeadInward: ['server/features/models/index.ts', '../audit/index.ts'],
  sqlThroughKysely: [`${changes}/cancel-change.ts`, 'pg'],
  webNeverReachesServer: ['web/lib/clock.ts', '../../server/platform/clock.ts'],
  webKitKnowsNoFeature: ['web/ui/row.tsx', '../features/changes/index.ts'],
  screensEnteredByDoor: ['web/features/inbox/list.tsx', '../changes/changes.tsx'],
  screensKnowNoApp: ['web/features/inbox/list.tsx', '../../app/shell.tsx'],
  cliReachesContractOnly: ['cli/backup.ts', '../server/platform/clock.ts'],
  codeFromText: [`${changes}/cancel-change.ts`, 'node:vm'],
};

test.each(Object.entries(plantedImports))('refuses a planted import: %s', (name, [file, target]) => {
  const [finding = '', ...more] = findingsIn({
    [file]: file.endsWith('.store.ts') ? saving(target) : importing(target),
  });
  expect(finding).toContain(`${file} -> `);
  expect(finding.endsWith(importRules[name as ImportRule].reason)).toBe(true);
  expect(more).toEqual([]);
});

describe('an import is seen however it is written', () => {
  const target = '../audit/record-act.ts';
  test.each([
    ['as a type only', `import type { record } from '${target}';\nexport type Uses = typeof record;`],
    ['inside a type', `export type Uses = import('${target}').Recorded;`],
    ['while running', `export const uses = () => import('${target}');`],
    ['by its package', `export const uses = () => import('@interlock/server/features/audit/record-act.ts');`],
    ['on its way out', `export { record } from '${target}';`],
  ])('%s', (_how, text) => {
    expect(findingsIn({ [`${changes}/cancel-change.ts`]: text })).toEqual([
      `${changes}/cancel-change.ts -> server/features/audit/record-act.ts: ${importRules.featuresEnteredByDoor.reason}`,
    ]);
  });
});

const ofStore = 'export const save = (tx) => tx.insertInto("change");';

/** Violations of every rule on what a module does, and words of the reason that is given. */
const plantedSights: Record<SightRule, [file: string, text: string, reason: string][]> = {
  foreignWrite: [
    [`${changes}/a.store.ts`, `export const a = (tx) => tx.deleteFrom('audit_event');`, 'writes audit_event'],
    [`${changes}/a.store.ts`, 'export const a = sql`insert into audit_event values (1)`;', 'writes audit_event'],
    [
      'server/platform/a.ts',
      'export const a = sql<Row>`with x as (select 1) update change set a = 1`;',
      'writes change',
    ],
  ],
  foreignRead: [
    [`${changes}/a.store.ts`, `export const a = (tx) => tx.selectFrom('audit_event as e');`, 'reads audit_event'],
    [`${changes}/a-b.ts`, 'export const a = sql`select 1 from change join audit_event on true`;', 'reads audit_event'],
  ],
  unnamedForeignRead: [
    [`${changes}/a.view.ts`, `export const a = (db) => db.selectFrom(['change', 'audit_event']);`, 'without naming it'],
  ],
  viewWrites: [[`${changes}/a.view.ts`, `export const a = (db) => db.updateTable('change');`, 'a view only reads']],
  unnamedWrite: [[`${changes}/a.store.ts`, 'export const a = (tx, t) => tx.insertInto(t);', 'not named where']],
  sqlInRoutes: [[`${changes}/a.jobs.ts`, `export const a = (db) => db.selectFrom('change');`, 'hold no SQL']],
  transactionElsewhere: [
    [`${changes}/a.store.ts`, 'export const a = (db) => db.transaction().execute(b);', 'a use case opens it'],
    [`${changes}/a.jobs.ts`, 'export const a = (ctx) => ctx.transaction(b);', 'a use case opens it'],
    [`${changes}/index.ts`, 'export const a = (ctx) => ctx.ownTransaction(b);', 'a use case opens it'],
  ],
  transactionPastCtx: [[`${changes}/a-b.ts`, 'export const a = (ctx) => ctx.db.transaction().execute(b);', 'past ctx']],
  sqlFromText: [
    [`${changes}/a.store.ts`, 'export const a = (id) => sql.raw(id);', 'put together from text'],
    [`${changes}/a.store.ts`, 'export const a = (c, id) => c.query(`select $' + '{id}`);', 'put together from text'],
    [`${changes}/a.store.ts`, `export const a = (c, id) => c.query('select ' + id);`, 'put together from text'],
  ],
  clock: [
    [`${changes}/a.rules.ts`, 'export const a = new Date();', 'asks the clock'],
    [`${changes}/a-b.ts`, 'export const a = Date.now();', 'asks the clock'],
    [`${changes}/a.store.ts`, 'export const a = sql`select now()`;', 'asks the clock'],
    ['cli/a.ts', 'export const a = Temporal.Now.instant();', 'asks the clock'],
  ],
  effectWithoutCrashPoints: [
    [
      'server/platform/a.ts',
      `import { createTransport } from 'x';\nexport const a = createTransport();`,
      'crash point',
    ],
    ['server/platform/a.ts', `import { request } from 'node:https';\nexport const a = request;`, 'crash point'],
    [
      'server/platform/a.ts',
      `import { rename } from 'x';\nexport const a = async () => {\n crashPoint('a: before');\n await rename('a', 'b');\n};`,
      'crash point',
    ],
  ],
  importWhileRunning: [
    [`${changes}/a.view.ts`, `export const a = () => import('./change.store.ts');`, 'while running'],
  ],
  codeFromText: [
    ['web/lib/a.ts', `export const a = eval('1');`, 'code made from text'],
    ['server/platform/a.ts', `export const a = new Function('return 1');`, 'code made from text'],
  ],
};

test.each(Object.values(plantedSights).flat())('refuses in %s: %s', (file, text, reason) => {
  const [finding = '', ...more] = findingsIn({ [file]: file.endsWith('.store.ts') ? `${text}\n${ofStore}` : text });
  expect(finding).toMatch(`${file}: `);
  expect(finding).toContain(reason);
  expect(more).toEqual([]);
});

const take = (names: string, from: string, more = '') =>
  `import { ${names} } from '${from}';\nexport const a = 1;${more}`;

/** Violations of every rule on names that are taken, and what the finding speaks of. */
const plantedNames: Record<NameRule, [file: string, text: string, name: string][]> = {
  viewsCallNothingThatActs: [
    [`${changes}/a.view.ts`, take('record', '../audit/index.ts'), 'record of '],
    [`${changes}/a.view.ts`, take('saveChange as save', './change.store.ts'), 'saveChange of '],
  ],
  viewsTakeNoTransaction: [[`${changes}/a.view.ts`, take('type Tx', '../../platform/database/db.ts'), 'Tx of ']],
  storesActForNobody: [[`${changes}/a.store.ts`, take('record', '../audit/index.ts', ofStore), 'record of ']],
  takenByName: [
    [`${changes}/a.view.ts`, `import * as all from '../audit/index.ts';\nexport const a = all;`, '* of '],
    [`${changes}/a.store.ts`, take('nothing', '../audit/index.ts', ofStore), 'nothing of '],
  ],
  rulesTakePureParts: [
    [`${changes}/a.rules.ts`, take('createHash, randomBytes', 'node:crypto'), 'randomBytes of '],
    [`${changes}/a.rules.ts`, `import * as all from 'node:crypto';\nexport const a = all;`, '* of '],
  ],
};

test.each(
  Object.entries(plantedNames).flatMap(([name, plants]) =>
    plants.map((plant) => [name as NameRule, ...plant] as const),
  ),
)('refuses a name that is taken: %s in %s: %s', (name, file, text, spoken) => {
  const [finding = '', ...more] = findingsIn({ [file]: text });
  expect(finding).toContain(`${file}: ${spoken}`);
  expect(finding.endsWith(nameRules[name].reason)).toBe(true);
  expect(more).toEqual([]);
});

test.each([
  ['takes a transaction', `export const act = async (tx: Tx) => {};`],
  ['takes one among others', `export async function act({ tx }: { tx: Tx }) {}`],
  ['is of a type that takes one', `export const act: (tx: Tx) => void = close;`],
  ['writes', `export const act = (db) => db.updateTable('audit_event').execute();`],
  ['opens a transaction', `export const act = (ctx) => ctx.partTransaction('a', close);`],
  ['sends a job', `export const act = (ctx, one) => ctx.enqueue(one, 'a', 'b', {});`],
  [
    'calls what does',
    `const one = () => two();\nfunction two() { return ctx.transaction(); }\nexport const act = () => one();`,
  ],
  ['calls what does elsewhere', `import { told as on } from './told.step.ts';\nexport const act = () => on();`],
])('a function that %s acts, and no view calls it', (_how, text) => {
  const found = findingsIn({
    'server/features/audit/index.ts': `export { record } from './record-act.ts';\nexport { act } from './act-so.ts';`,
    'server/features/audit/told.step.ts': 'export const told = (tx: Tx) => 1;',
    'server/features/audit/act-so.ts': text,
    [`${changes}/a.view.ts`]: take('act', '../audit/index.ts'),
  });
  expect(found).toEqual([expect.stringContaining(nameRules.viewsCallNothingThatActs.reason)]);
});

test.each([
  ['reads', `export const ask = (db: Reads) => db.selectFrom('audit_event');`],
  [
    'speaks of a field called like one that acts',
    `export const ask = (db) => db.record;\nexport const other = (tx: Tx) => record;\nconst record = other;`,
  ],
])('a function that %s acts not', (_how, text) => {
  const found = findingsIn({
    'server/features/audit/index.ts': `export { record } from './record-act.ts';\nexport { ask } from './ask.view.ts';`,
    'server/features/audit/ask.view.ts': text,
    [`${changes}/a.view.ts`]: take('ask', '../audit/index.ts'),
  });
  expect(found.filter((finding) => finding.startsWith(changes))).toEqual([]);
});

const many = Array.from({ length: 16 }, (_none, at) => [`server/features/models/raise-${at}.ts`, 'export {};']);
const owners = (given: Files): Files => ({ 'server/tables.json': JSON.stringify(given) });

test.each([
  ['modules in a ring', { 'web/lib/a.ts': importing('./b.ts'), 'web/lib/b.ts': importing('./a.ts') }, 'are one module'],
  ['an unknown feature', { 'server/features/wishes/index.ts': 'export {};' }, 'no place in the order'],
  ['a store that saves nothing', { [`${changes}/a.store.ts`]: 'export {};' }, 'saves nothing'],
  ['a folder in a feature', { [`${changes}/deep/a-b.ts`]: 'export {};' }, 'has no sub-folders'],
  ['a feature too large to know', Object.fromEntries(many), '16 files are too many'],
  ['a table without an owner', owners({ audit_event: 'audit', job_slot: 'platform' }), 'change has no owner'],
  [
    'an owner of nothing',
    owners({ audit_event: 'audit', change: 'changes', job_slot: 'platform', wish: 'changes' }),
    'there is no table wish',
  ],
  [
    'an owner that is no feature',
    owners({ audit_event: 'audit', change: 'changes', job_slot: 'wishes' }),
    'wishes, the owner of job_slot, is no feature',
  ],
])('refuses %s', (_what, extra: Files, reason) => {
  const findings = findingsIn(extra);
  expect(findings).toHaveLength(1);
  expect(findings[0]).toContain(reason);
});
