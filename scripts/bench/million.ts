// Fills a database with a million changes, or takes up one that was filled before, and measures the pages that people open.
import { randomUUID } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { migrate } from '../../server/platform/database/migrate.ts';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../../server/platform/embedded/embedded-postgres.ts';
import { fill } from './fill.ts';
import { type Ask, httpClient, rateOf } from './load.ts';
import { changeId } from './past.ts';
import { questionsOf } from './questions.ts';
import { type Persona, personas, secretOf } from './rows.ts';
import { childrenOf, cpuMs, startServer } from './server.ts';

const { values: given } = parseArgs({
  options: {
    changes: { type: 'string', default: '1000000' },
    turns: { type: 'string', default: '40' },
    only: { type: 'string', default: '' },
    plans: { type: 'boolean', default: false },
    again: { type: 'boolean', default: false },
  },
});
const COUNT = Number(given.changes);
const TURNS = Number(given.turns);
const MOST_P50 = 10;
const MOST_P95 = 40;

const home = join(process.env['INTERLOCK_BENCH'] ?? tmpdir(), `interlock-bench-${COUNT}`);
const isFilled = join(home, 'filled');

/** Statements that take longer than the bar, with their plans, go to the database's log. */
const slowPlans = {
  session_preload_libraries: 'auto_explain',
  'auto_explain.log_min_duration': String(MOST_P50),
  'auto_explain.log_analyze': 'on',
  'auto_explain.log_buffers': 'on',
};

async function filled(): Promise<void> {
  if (given.again) rmSync(home, { recursive: true, force: true });
  if (existsSync(isFilled)) return;
  rmSync(home, { recursive: true, force: true });
  mkdirSync(home, { recursive: true });
  chmodSync(home, 0o711);
  const began = performance.now();
  const settings = {
    fsync: 'off',
    full_page_writes: 'off',
    max_wal_size: '8GB',
    wal_level: 'minimal',
    max_wal_senders: '0',
    autovacuum: 'off',
  };
  const database = await startEmbeddedPostgres({ home: join(home, 'database'), settings });
  try {
    await migrate({ ownerUrl: database.ownerUrl, appRole: new URL(database.appUrl).username });
    await fill(database.ownerUrl, COUNT, console.log);
  } finally {
    await database.stop();
  }
  writeFileSync(isFilled, new Date().toISOString());
  console.log(`Filled ${home} in ${Math.round((performance.now() - began) / 1000)} s`);
}

type Row = { what: string; p50: string; p95: string; bar: string; cpu: string };

/** The processor time of server and database is what a request costs however busy the machine is. */
async function row(what: string, spent: () => number, ask: (turn: number) => Promise<unknown>): Promise<Row> {
  const before = spent();
  const { p50, p95 } = await rateOf(TURNS, 1, async (turn) => void (await ask(turn)));
  const measured = {
    what,
    p50: `${p50.toFixed(1)} ms`,
    p95: `${p95.toFixed(1)} ms`,
    bar: p50 <= MOST_P50 && p95 <= MOST_P95 ? 'met' : 'MISSED',
    cpu: `${((spent() - before) / TURNS).toFixed(1)} ms`,
  };
  console.log(Object.values(measured).join('  '));
  return measured;
}

/** One request at a time, each measured at the client: the way over the loopback is in it. */
async function measured(database: EmbeddedPostgres): Promise<Row[]> {
  const env = { DATABASE_URL: database.appUrl, DATABASE_OWNER_URL: database.ownerUrl };
  const server = await startServer(join(home, 'server'), env);
  try {
    const ask = Object.fromEntries(
      Object.keys(personas).map((persona) => [persona, httpClient(server.address, secretOf(persona as Persona))]),
    ) as Record<Persona, Ask>;
    const spent = () => cpuMs([server.pid, ...childrenOf(database.pid)]);
    const rows: Row[] = [
      await row('Nothing: the way to the server and back', spent, () => ask.manager('GET', '/healthz')),
    ];
    for (const { what, as, path } of questionsOf(COUNT)) {
      if (!what.toLowerCase().includes(given.only.toLowerCase())) continue;
      for (let turn = 0; turn < 5; turn++) await ask[as]('GET', path(TURNS + turn));
      rows.push(await row(what, spent, (turn) => ask[as]('GET', path(turn))));
    }
    if (given.only === '') rows.push(...(await writing(ask.manager, spent)));
    return rows;
  } finally {
    await server.stop();
  }
}

async function writing(ask: Ask, spent: () => number): Promise<Row[]> {
  const raised: Record<string, unknown>[] = [];
  const fields = { title: 'Measure this', summary: 'One of a million', reason: 'To know how long it takes' };
  const raise = async () =>
    void raised.push(await ask('POST', '/api/v1/changes', { modelId: 'mdl_normal', ...fields }, randomUUID()));
  await raise();
  const create = await row('Create a change', spent, raise);
  const move = await row('Move a change', spent, async (turn) => {
    const { id = changeId(1), version } = raised[turn] ?? {};
    await ask('POST', `/api/v1/changes/${id}/move`, { version, to: 'assess' }, randomUUID());
  });
  return [create, move];
}

await filled();
const before = loadavg()[0] ?? 0;
const settings = given.plans ? slowPlans : {};
const database = await startEmbeddedPostgres({ home: join(home, 'database'), settings });
try {
  await migrate({ ownerUrl: database.ownerUrl, appRole: new URL(database.appUrl).username });
  const rows = await measured(database);
  console.table(rows);
  const machine = { cores: cpus().length, node: process.version, load: [before, loadavg()[0]] };
  const filledAt = readFileSync(isFilled, 'utf8');
  writeFileSync(
    'bench-million.json',
    `${JSON.stringify({ at: new Date(), filledAt, changes: COUNT, turns: TURNS, machine, rows }, null, 2)}\n`,
  );
  console.log(`Load of the machine: ${before.toFixed(1)} before. Written to bench-million.json`);
} finally {
  await database.stop();
}
