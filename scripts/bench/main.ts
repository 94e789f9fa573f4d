// Prints a table of rates beside their limits and writes the same as JSON. Every figure of a table is of one run.
import { randomUUID } from 'node:crypto';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../../server/platform/embedded/embedded-postgres.ts';
import { leftBy } from './left-rows.ts';
import { limitOf } from './limit.ts';
import { httpClient, type Rate, rateOf } from './load.ts';
import { childrenOf, residentMb, sharedMb, startServer } from './server.ts';

const LANES = 8;
/** After this a server that has just started does nothing more. */
const SETTLED_MS = 5_000;
const COUNT = Number(process.argv[2] ?? 2_000);
const PASSWORD = 'a password for the bench';
const PEER = { create: 18, move: 1000 / 94 };

const home = mkdtempSync(join(tmpdir(), 'interlock-bench-'));
chmodSync(home, 0o711);

type Row = { what: string; measured: string; limit?: string; ratio?: string; bar: string };

const whole = (value: number) => String(Math.round(value));
const rateInWords = ({ perSecond, p50, p95 }: Rate) =>
  `${whole(perSecond)}/s, p50 ${p50.toFixed(1)} ms, p95 ${p95.toFixed(1)} ms`;

function compare(what: string, ours: Rate, limit: Rate, peer: number): Row[] {
  const ratio = ours.perSecond / limit.perSecond;
  return [
    {
      what,
      measured: rateInWords(ours),
      limit: `${whole(limit.perSecond)}/s in plain SQL`,
      ratio: ratio.toFixed(2),
      bar: ratio >= 0.5 ? 'met (0.5)' : 'MISSED (0.5)',
    },
    {
      what: `${what}, beside the peer's ${peer.toFixed(1)}/s`,
      measured: `${whole(ours.perSecond)}/s`,
      ratio: `${whole(ours.perSecond / peer)} times`,
      bar: ours.perSecond / peer >= 50 ? 'met (50 times)' : 'MISSED (50 times)',
    },
  ];
}

async function signedIn(address: string, secret: string): Promise<string> {
  const post = (path: string, body: object, cookie = '') =>
    fetch(`${address}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: address, ...(cookie && { cookie }) },
      body: JSON.stringify(body),
    });
  const founded = await post('/api/v1/setup', {
    secret,
    organisation: 'Bench',
    zone: 'UTC',
    name: 'Bench',
    email: 'bench@example.org',
    password: PASSWORD,
  });
  const cookie = founded.headers.getSetCookie()[0]?.split(';')[0] ?? '';
  const made = await post('/api/v1/me/tokens', { name: 'bench', scopes: ['read', 'change'], days: 1 }, cookie);
  const { secret: token } = (await made.json()) as { secret: string };
  return token;
}

const text = {
  title: 'Upgrade the ledger database to a supported release',
  summary: 'The ledger moves to a supported release; customers see forty seconds of errors.',
  description: 'PostgreSQL 15 leaves vendor support for our build. '.repeat(8),
  reason: 'Support for the present release ends in February.',
  ifNotDone: 'No fixes for faults that are found from then on.',
  implementationPlan: '1. Promote the replica\n2. Switch the application\n3. Watch it for an hour',
  backoutPlan: '1. Switch back to the old primary',
};

const unlike = (mark: string) =>
  Object.fromEntries(Object.entries(text).map(([field, words]) => [field, `${words} ${mark}`]));

/** Cold, then warm, each on an embedded database of its own folder. */
async function starts(folder: string): Promise<Row[]> {
  const cold = await startServer(folder);
  await cold.stop();
  const warm = await startServer(folder);
  await pause(SETTLED_MS);
  const idle = residentMb(warm.pid);
  const postmaster = Number.parseInt(readFileSync(join(folder, 'postgres', 'pgdata', 'postmaster.pid'), 'utf8'), 10);
  const idleDatabase = sharedMb([postmaster, ...childrenOf(postmaster)]);
  await warm.stop();
  const seconds = (ms: number) => `${(ms / 1000).toFixed(1)} s`;
  return [
    {
      what: 'Start on an empty folder',
      measured: seconds(cold.readyMs),
      bar: cold.readyMs < 8000 ? 'met (8 s)' : 'MISSED (8 s)',
    },
    { what: 'Start warm', measured: seconds(warm.readyMs), bar: warm.readyMs < 2000 ? 'met (2 s)' : 'MISSED (2 s)' },
    {
      what: 'Memory of the idle server',
      measured: `${idle} MB`,
      bar: idle <= 160 ? 'met (160 MB)' : 'MISSED (160 MB)',
    },
    {
      what: 'Memory of the idle embedded PostgreSQL',
      measured: `${idleDatabase} MB`,
      bar: idleDatabase <= 60 ? 'met (60 MB)' : 'MISSED (60 MB)',
    },
  ];
}

/** Over HTTP and in plain SQL on the same PostgreSQL, with the same number of connections, one after the other. */
async function load(database: EmbeddedPostgres, folder: string): Promise<Row[]> {
  const server = await startServer(folder, { DATABASE_URL: database.appUrl, DATABASE_OWNER_URL: database.ownerUrl });
  const ask = httpClient(server.address, await signedIn(server.address, server.setUpSecret));
  // Every change says something else: nothing that was rendered for one serves the next.
  const raise = () => ask('POST', '/api/v1/changes', { modelId: 'mdl_normal', ...unlike(randomUUID()) }, randomUUID());
  const moveOn = ({ id, version }: Record<string, unknown> = {}) =>
    ask('POST', `/api/v1/changes/${id}/move`, { version, to: 'assess' }, randomUUID());
  await rateOf(300, LANES, async () => void (await raise()));
  const raised: Record<string, unknown>[] = [];
  const create = await rateOf(COUNT, LANES, async () => void raised.push(await raise()));
  const move = await rateOf(COUNT, LANES, async (piece) => void (await moveOn(raised[piece])));
  const list = await rateOf(COUNT, LANES, async () => void (await ask('GET', '/api/v1/changes?limit=50')));
  const memory = residentMb(server.pid);
  const rows = {
    raise: await leftBy(database.ownerUrl, async () => String((await raise())['id'])),
    move: await leftBy(database.ownerUrl, async () => String((await moveOn(await raise()))['id'])),
  };
  await server.stop();
  const limit = await limitOf(database.appUrl, LANES, COUNT, rows);
  return [
    ...compare('Create a change over HTTP', create, limit.create, PEER.create),
    ...compare('Move a change over HTTP', move, limit.move, PEER.move),
    { what: 'List of 50 changes over HTTP', measured: rateInWords(list), bar: '-' },
    { what: 'Memory of the server after the load', measured: `${memory} MB`, bar: '-' },
  ];
}

async function run(): Promise<Row[]> {
  const rows = await starts(join(home, 'starts'));
  const database = await startEmbeddedPostgres({ home: join(home, 'database') });
  try {
    return [...(await load(database, join(home, 'load'))), ...rows];
  } finally {
    await database.stop();
  }
}

try {
  const rows = await run();
  console.table(rows);
  const machine = { cpu: cpus()[0]?.model, cores: cpus().length, node: process.version };
  writeFileSync(
    'bench.json',
    `${JSON.stringify({ at: new Date(), machine, lanes: LANES, count: COUNT, rows }, null, 2)}\n`,
  );
  console.log('Written to bench.json');
} finally {
  rmSync(home, { recursive: true, force: true });
}
