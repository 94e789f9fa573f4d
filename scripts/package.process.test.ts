import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { eventually } from '../server/platform/running/processes.ts';
import { root } from './programs.ts';

/** An empty folder as somebody has it who has no clone: the archive, a prefix of npm's, a home and a place to call from. */
let folder = '';
let server: ChildProcess | undefined;
let said = '';

/** npm's own settings stay (which registry, which cache); where it puts things does not. */
const ours =
  /^(INTERLOCK_.*|npm_(?!config_)\w*|npm_config_(?:local_|global_)?prefix|PORT|HOST|DATABASE_URL|DATABASE_OWNER_URL|LOG_LEVEL|NODE_PATH|XDG_.*)$/;
const kept = Object.fromEntries(Object.entries(process.env).filter(([name]) => !ours.test(name)));
const npmSettings = Object.fromEntries(Object.entries(kept).filter(([name]) => name.startsWith('npm_config_')));
const env = () => ({
  ...kept,
  ...{ npm_config_cache: join(homedir(), '.npm'), npm_config_userconfig: join(homedir(), '.npmrc'), ...npmSettings },
  ...{ HOME: join(folder, 'home'), XDG_DATA_HOME: join(folder, 'share'), PORT: '0', LOG_LEVEL: 'warn' },
  ...{ INTERLOCK_ADMIN_EMAIL: 'ada@example.org', INTERLOCK_ADMIN_PASSWORD: 'a long enough password' },
});
const command = () => join(folder, 'prefix', 'bin', 'interlock');

function run(program: string, args: string[], cwd = join(folder, 'elsewhere')) {
  const { status, stdout, stderr } = spawnSync(program, args, { cwd, env: env(), encoding: 'utf8' });
  return { status, out: stdout, err: stderr };
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'interlock-package-'));
  for (const made of ['home', 'elsewhere', 'share']) mkdirSync(join(folder, made));
  // The database's user must be able to walk through it when we run as root.
  for (const walked of ['', 'share']) chmodSync(join(folder, walked), 0o755);
  const packed = run('npm', ['pack', '--silent', '--pack-destination', folder], root);
  expect(packed).toMatchObject({ status: 0 });
  const [archive = ''] = readdirSync(folder).filter((name) => name.endsWith('.tgz'));
  const quiet = ['--prefer-offline', '--no-audit', '--no-fund', '--loglevel=error'];
  const installed = run('npm', [
    'install',
    '--global',
    '--prefix',
    join(folder, 'prefix'),
    ...quiet,
    join(folder, archive),
  ]);
  expect(installed).toMatchObject({ status: 0 });
  server = spawn(command(), ['start'], {
    cwd: join(folder, 'elsewhere'),
    env: env(),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  for (const stream of [server.stdout, server.stderr]) stream?.on('data', (part) => (said += part));
  await eventually(() => said.includes('Interlock is ready') || server?.exitCode !== null, 60_000);
}, 180_000);

afterAll(async () => {
  if (server && server.exitCode === null) {
    const ended = once(server, 'close');
    server.kill('SIGTERM');
    await ended;
  }
  rmSync(folder, { recursive: true, force: true });
});

const address = () => /Interlock is ready at (\S+)/.exec(said)?.[1] ?? said;

test('starts from a folder without a clone, and keeps its data in the home of its user', async () => {
  const ready = await fetch(new URL('/readyz', address()));
  expect(ready.status).toBe(200);
  expect(existsSync(join(folder, 'share', 'interlock', 'server.json'))).toBe(true);
  expect(readdirSync(join(folder, 'elsewhere'))).toEqual([]);
});

test('serves the screens, and what they are made of', async () => {
  const page = await (await fetch(new URL('/', address()))).text();
  const script = /src="(\/assets\/[^"]+\.js)"/.exec(page)?.[1] ?? '';
  expect((await fetch(new URL(script, address()))).headers.get('content-type')).toContain('javascript');
});

test('shows the calls of its API on a page of its own', async () => {
  const page = await (await fetch(new URL('/api/docs', address()))).text();
  expect(page).toContain('Interlock API');
  expect(page.match(/(?:src|href)="(?!\/)[^"]*"/g)).toBeNull();
});

test('says its version, which is that of the clone', () => {
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  expect(run(command(), ['version']).out).toContain(version);
});

test('does all that people do: a month is played through every call, its jobs and its threads', () => {
  expect(run(command(), ['demo', '--months', '1', '--json'])).toMatchObject({ status: 0, err: '' });
}, 60_000);

test('backs up beside the running server, and relative names begin where it was called', () => {
  expect(run(command(), ['backup', 'night.backup'])).toMatchObject({ status: 0 });
  expect(readdirSync(join(folder, 'elsewhere'))).toEqual(['night.backup']);
});

test('carries no source of ours, and the licence of each package that it carries', () => {
  const inside = join(folder, 'prefix', 'lib', 'node_modules', 'interlock');
  const files = readdirSync(inside, { recursive: true, encoding: 'utf8' }).filter(
    (name) => !name.includes('node_modules'),
  );
  expect(files.filter((name) => name.endsWith('.ts') || name.endsWith('.tsx'))).toEqual([]);
  const licences = readFileSync(join(inside, 'dist', 'LICENCES.txt'), 'utf8');
  for (const name of ['fastify', 'kysely', 'pg', 'zod']) expect(licences).toMatch(new RegExp(`^${name} \\d`, 'm'));
});

test('stops at SIGTERM with its database, and leaves nothing that a next start trips over', async () => {
  const ended = server && once(server, 'close');
  server?.kill('SIGTERM');
  await ended;
  expect(existsSync(join(folder, 'share', 'interlock', 'owner.pid'))).toBe(false);
}, 30_000);
