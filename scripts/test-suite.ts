// The whole suite: what `npm test` runs once Node, the packages and the built web are there.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { bringChromium } from './chromium.ts';
import { runGate } from './gate.ts';
import { hasInstalledPostgres, startInstalledPostgres } from './installed-postgres.ts';
import { root, runNode } from './programs.ts';
import { makeRunFolder } from './run-folder.ts';
import { type Report, type Results, resultsOf } from './test-results.ts';

type Run = { label: string; project: string; only?: string[]; env?: Record<string, string> };

/** One that takes longer hangs. */
const MOST_MS = 2_400_000;
const COMPILED = join(root, 'compiled');

const folder = makeRunFolder();
const given = process.env['TEST_DATABASE_URL'];
const engine = given ? 'the PostgreSQL at TEST_DATABASE_URL' : 'the embedded PostgreSQL';

/** What a run says is shown when it has ended, whole: several run side by side. */
async function runTests({ label, project, only = [], env = {} }: Run): Promise<Results> {
  const began = performance.now();
  console.log(`-- ${label}: begun`);
  const file = join(folder.path, `${label.replaceAll(/\W+/g, '-')}.json`);
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
  const args = ['node_modules/vitest/vitest.mjs', 'run', '--project', project, ...reporters, ...only];
  const { ok, output } = await runNode(args, { env: { ...folder.env, COMPILED, ...env }, limitMs: MOST_MS });
  console.log(`\n== ${label}: ${Math.round((performance.now() - began) / 1000)} s\n${output.trimEnd()}\n`);
  return resultsOf({ label, ok, report: readReport(file) });
}

function readReport(file: string): Report | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

/** What asks the database most: the journeys, the races, the completeness of the audit log. */
const scenariosOnBoth = [
  'approvals',
  'audit-completeness',
  'cancel-and-windows',
  'emergency-change',
  'normal-change',
  'offices',
  'secrets',
  'third-model',
  'two-servers',
  'who-sees-and-decides',
];

/** Migrations, views, races and a scenario per feature once more, on the oldest PostgreSQL that we support. */
async function runOnInstalledPostgres(): Promise<Results> {
  if (!hasInstalledPostgres()) {
    return { passed: 0, failures: [], skipped: ['tests on PostgreSQL 15: /usr/lib/postgresql/15 is not installed'] };
  }
  const server = await startInstalledPostgres(folder.path);
  const only = ['.both.db.test.ts', ...scenariosOnBoth.map((name) => `server/scenarios/${name}.test.ts`)];
  const env = { TEST_DATABASE_URL: server.ownerUrl };
  const results = await runTests({ label: 'database, on PostgreSQL 15', project: 'database', only, env });
  await server.stop();
  return results;
}

async function runInBrowser(): Promise<Results> {
  try {
    return await runTests({ label: 'browser', project: 'browser', env: { CHROMIUM: bringChromium() } });
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return { passed: 0, failures: [`browser: ${why}`], skipped: [] };
  }
}

/**
 * Side by side, because each waits for something else: database tests for two engines, process tests for programs to start
 * and stop, browser tests for a browser. Within a lane one comes after the other.
 */
const lanes: readonly (() => Promise<Results>)[][] = [
  [() => runTests({ label: `database, on ${engine}`, project: 'database' })],
  [runInBrowser],
  [() => runTests({ label: 'rules', project: 'rules' }), () => runTests({ label: 'processes', project: 'process' })],
  [runOnInstalledPostgres],
];

async function inTurn(lane: readonly (() => Promise<Results>)[]): Promise<Results[]> {
  const results: Results[] = [];
  for (const run of lane) results.push(await run());
  return results;
}

async function runAll(): Promise<Results[]> {
  console.log('== the quick gate');
  const gate = await runGate(folder.env, [
    { name: 'size of the web', args: ['web/budget.mjs'] },
    { name: 'programs compiled', args: ['scripts/bundle.ts', 'compiled'] },
  ]);
  const tests = await Promise.all(lanes.map(inTurn));
  return [{ ...gate, skipped: [] }, ...tests.flat()];
}

const results = await runAll();
await folder.remove();
const passed = results.reduce((total, one) => total + one.passed, 0);
const failures = results.flatMap((one) => one.failures);
const also = hasInstalledPostgres() ? ', a part of them on PostgreSQL 15 too' : '';
console.log(`\nThe database tests ran on ${engine}${also}.`);
for (const skipped of results.flatMap((one) => one.skipped)) console.log(`skipped: ${skipped}`);
for (const failure of failures) console.log(`failed: ${failure}`);
console.log(`${passed} passed, ${failures.length} failed`);
process.exit(failures.length === 0 ? 0 : 1);
