// Lets fifty people work at a server for a minute, and holds what each was told they did against what then stands.
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../../server/platform/embedded/embedded-postgres.ts';
import { type Book, closedIn } from '../crowd/book.ts';
import { work } from '../crowd/crowd.ts';
import { judge, type Verdict } from '../crowd/judge.ts';
import { proofOfLog } from '../crowd/log.ts';
import { gather } from '../crowd/members.ts';
import { storedIn } from '../crowd/stored.ts';
import { residentMb, startServer } from './server.ts';

const { values: given } = parseArgs({
  options: { seconds: { type: 'string', default: '60' }, seed: { type: 'string', default: '1' } },
});
const SECONDS = Number(given.seconds);
const PAUSES = [50, 950] as const;
const ADMIN = { email: 'bench@example.org', password: 'a password for the bench' };

const home = mkdtempSync(join(tmpdir(), 'interlock-bench-'));
chmodSync(home, 0o711);

type Row = { what: string; measured: string; bar: string };
type Outcome = { book: Book; seconds: number; verdict: Verdict; proofFaults: string[]; memory: number };

const noted = (what: string, measured: string): Row => ({ what, measured, bar: '-' });
const none = (what: string, found: readonly string[]): Row => ({
  what,
  measured: String(found.length),
  bar: found.length === 0 ? 'met (0)' : 'MISSED (0)',
});

function timesIn(times: readonly number[]): string {
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number) =>
    (sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0).toFixed(1);
  return `p50 ${at(0.5)} ms, p95 ${at(0.95)} ms, p99 ${at(0.99)} ms`;
}

function rowsOf({ book, seconds, verdict, proofFaults, memory }: Outcome): Row[] {
  const { acts, times, races, repeated, faults } = book;
  const count = (numbers: readonly number[]) => numbers.reduce((sum, one) => sum + one, 0);
  const requests = count(Object.values(times).map(({ length }) => length));
  const raised = acts.filter(({ did }) => did === 'raised').length;
  const aSecond = (number: number) => `${(number / seconds).toFixed(1)}/s`;
  return [
    noted('Requests', `${aSecond(requests)}, ${requests} in all`),
    noted('Acts', `${aSecond(acts.length)}, ${acts.length} in all`),
    noted('Changes raised, and carried from draft to closed', `${raised} and ${closedIn(book)}`),
    noted('Inbox', timesIn(times.inbox)),
    noted('List of 25 changes', timesIn(times.list)),
    noted('One change', timesIn(times.change)),
    noted('Acts, each request', timesIn(times.act)),
    noted('Sent twice at once, and again after a lost answer', `${repeated.atOnce} and ${repeated.again}`),
    noted('Refused because somebody else was faster', String(count(Object.values(races)))),
    none('Faults', faults),
    none('Lost', verdict.lost),
    none('Doubled', verdict.doubled),
    none('Not asked for', verdict.unasked),
    none('Not as the model leads', verdict.astray),
    none('Faults of the sealed audit log', proofFaults),
    noted('Memory of the server at the end', `${memory} MB`),
  ];
}

async function measured(database: EmbeddedPostgres): Promise<Outcome> {
  const server = await startServer(join(home, 'server'), {
    DATABASE_URL: database.appUrl,
    DATABASE_OWNER_URL: database.ownerUrl,
    INTERLOCK_ADMIN_EMAIL: ADMIN.email,
    INTERLOCK_ADMIN_PASSWORD: ADMIN.password,
  });
  try {
    const { members, auditToken } = await gather(server.address, ADMIN);
    const began = performance.now();
    const goesOn = (_book: Book, ms: number) => ms < SECONDS * 1000;
    const book = await work({ addresses: [server.address], members, goesOn, seed: Number(given.seed), pauses: PAUSES });
    const seconds = (performance.now() - began) / 1000;
    const memory = residentMb(server.pid);
    const verdict = judge(book, await storedIn(database.ownerUrl));
    const { faults } = await proofOfLog(server.address, auditToken);
    return { book, seconds, verdict, proofFaults: faults, memory };
  } finally {
    await server.stop();
  }
}

async function run(): Promise<Outcome> {
  const database = await startEmbeddedPostgres({ home: join(home, 'database') });
  try {
    return await measured(database);
  } finally {
    await database.stop();
  }
}

try {
  const before = loadavg()[0] ?? 0;
  const outcome = await run();
  const rows = rowsOf(outcome);
  console.table(rows);
  const { book, verdict, proofFaults } = outcome;
  const wrong = { faults: book.faults, ...verdict, proofFaults };
  for (const [what, lines] of Object.entries(wrong))
    for (const line of lines.slice(0, 20)) console.log(`${what}: ${line}`);
  const machine = { cpu: cpus()[0]?.model, cores: cpus().length, node: process.version, load: [before, loadavg()[0]] };
  writeFileSync(
    'bench-users.json',
    `${JSON.stringify({ at: new Date(), machine, seconds: SECONDS, races: book.races, rows, wrong }, null, 2)}\n`,
  );
  console.log(`Load of the machine: ${before.toFixed(1)} before. Written to bench-users.json`);
  if (Object.values(wrong).some(({ length }) => length > 0)) process.exitCode = 1;
} finally {
  rmSync(home, { recursive: true, force: true });
}
