import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { eventually } from '../server/platform/running/processes.ts';
import { type TestDatabase, testDatabase } from '../server/testing/database.ts';
import { commandLine, serverProgram } from '../server/testing/programs.ts';
import { runSql } from '../server/testing/run-sql.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const sample = join(root, 'server/testing/samples/kubernetes-freeze-exceptions/changes.csv');
const map = join(root, 'docs/examples/kubernetes-freeze-exceptions.json');

let dataDir: string;
let database: TestDatabase;
let server: ChildProcess;

beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'interlock-cli-'));
  database = await testDatabase();
  server = await started();
});

afterAll(async () => {
  if (server.exitCode === null) {
    server.kill('SIGTERM');
    await once(server, 'exit');
  }
  rmSync(dataDir, { recursive: true, force: true });
});

async function started(): Promise<ChildProcess> {
  const { DATABASE_URL: _url, INTERLOCK_URL: _public, ...rest } = process.env;
  const env = {
    ...rest,
    PORT: '0',
    INTERLOCK_DATA: dataDir,
    DATABASE_URL: database.appUrl,
    DATABASE_OWNER_URL: database.ownerUrl,
    LOG_LEVEL: 'silent',
  };
  const child = spawn(process.execPath, [serverProgram], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  return new Promise((resolve, reject) => {
    const hear = (part: Buffer) => {
      output += part;
      if (output.includes('Interlock is ready')) resolve(child);
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    child.once('exit', () => reject(new Error(`the server did not start: ${output}`)));
  });
}

type Said = { code: number | null; out: string; err: string; lines: string[] };

async function interlock(
  args: readonly string[],
  environment: Record<string, string> = {},
  piped?: string,
): Promise<Said> {
  const { INTERLOCK_URL: _url, INTERLOCK_TOKEN: _token, ...rest } = process.env;
  const env = { ...rest, INTERLOCK_DATA: dataDir, ...environment };
  const child = spawn(process.execPath, [commandLine, ...args], {
    cwd: tmpdir(),
    env,
    stdio: [piped === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
  });
  child.stdin?.end(piped);
  let [out, err] = ['', ''];
  child.stdout?.on('data', (part) => (out += part));
  child.stderr?.on('data', (part) => (err += part));
  const [code] = await once(child, 'close');
  return { code, out, err, lines: out.trimEnd().split('\n') };
}

function written(name: string, text: string | Buffer): string {
  const file = join(dataDir, name);
  writeFileSync(file, text);
  return file;
}

const importing = (file: string, ...more: string[]) => interlock(['import', 'changes', file, '--map', map, ...more]);
const countChanges = async () =>
  Number((await runSql(database.ownerUrl, 'select count(*) as n from change'))[0]?.['n']);

describe('interlock import changes', () => {
  test('rehearses, creates 119 changes of the real file, and updates them again', async () => {
    const rehearsed = await importing(sample, '--dry-run');
    expect(rehearsed).toMatchObject({ code: 0, err: '' });
    expect(rehearsed.lines.at(-1)).toBe('119 created, 0 updated, 0 refused');
    expect(await countChanges()).toBe(0);

    const first = await importing(sample);
    expect(first).toMatchObject({ code: 0, err: '' });
    expect(first.lines).toContain(
      'warning: line 61, Reviewed on: "2021-08-03" it was decided before it was requested (2022-07-30); both dates are kept',
    );
    expect(first.lines.at(-1)).toBe('119 created, 0 updated, 0 refused');
    expect((await importing(sample)).lines.slice(-2)).toEqual([
      '119 unchanged: of those updated, these say the same as before',
      '0 created, 119 updated, 0 refused',
    ]);
    expect(await countChanges()).toBe(119);
  });

  test('is on record as done by the operator, from the command line', async () => {
    const [event] = await runSql(
      database.ownerUrl,
      `select actor, leaf from audit_event where verb = 'import.file_imported' limit 1`,
    );
    expect(event?.['actor']).toBe('operator');
    expect(JSON.parse(String(event?.['leaf']))).toMatchObject({ via: 'cli', verb: 'import.file_imported' });
  });

  test('ends with 1 when rows were refused, and names them', async () => {
    const [header, row] = readFileSync(sample, 'utf8').split('\n');
    const cell = row?.replace('K8S-1.10-001', 'X-1').replace(',,,approved', ',some day\u001b[2J,,approved');
    const said = await importing(written('refused.csv', `${header}\n${cell}\n`));
    expect(said.code).toBe(1);
    expect(said.out).not.toContain('\u001b');
    expect(said.lines.at(-1)).toBe('0 created, 0 updated, 1 refused');
    expect(said.lines[0]).toBe('refused: line 2, Requested on: "some day [2J" is no date in the format yyyy-MM-dd');
  });

  test('answers the whole report as JSON', async () => {
    const said = await importing(sample, '--json', '--dry-run');
    expect(JSON.parse(said.out)).toMatchObject({ created: 0, updated: 119, refused: 0, importId: null });
  });

  test('goes by a profile without a map, and writes the refused rows so that they can be mended', async () => {
    const file = fileURLToPath(new URL('../server/testing/samples/servicenow/changes.csv', import.meta.url));
    const refused = written('to-mend.csv', '');
    const options = ['--profile', 'servicenow', '--zone', 'Europe/Berlin', '--refused', refused];
    const said = await interlock(['import', 'changes', file, ...options]);
    expect(said).toMatchObject({ code: 1, err: '' });
    expect(said.lines.at(-1)).toBe('5 created, 0 updated, 2 refused');
    expect(readFileSync(refused, 'utf8')).toContain(
      '"Short description: is empty: a change takes a title","CHG0030006"',
    );
  });

  test.each([
    ['both a map and a profile', () => importing(sample, '--profile', 'generic')],
    ['no map', () => interlock(['import', 'changes', sample])],
    ['a file that is not there', () => importing(join(tmpdir(), 'nowhere.csv'))],
    ['a file that is no text', () => importing(written('picture.csv', Buffer.from([0xff, 0xd8, 0, 1])))],
    ['a file without the columns', () => importing(written('other.csv', 'a,b\n1,2\n'))],
    [
      'a map that is no map',
      () => interlock(['import', 'changes', sample, '--map', written('map.json', '{"source":"x","votes":1}')]),
    ],
    ['an unknown command', () => interlock(['export'])],
  ])('ends with 2 for %s, and says why', async (_what, run) => {
    const { code, out, err } = await run();
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err.trim()).not.toBe('');
  });
});

test('a server that is killed in the middle of an import leaves nothing half done, and the next run goes through', async () => {
  const before = await countChanges();
  const rows = Array.from({ length: 10_000 }, (_, at) => `Z-${at},v1,x,Replace part ${at},,,,approved,,`);
  const [header] = readFileSync(sample, 'utf8').split('\n');
  const file = written('large.csv', `${header}\n${rows.join('\n')}\n`);
  const running = importing(file);
  const writing = `select 1 from pg_stat_activity where datname = current_database() and query like 'insert into "change"%'`;
  expect(await eventually(async () => (await runSql(database.ownerUrl, writing)).length > 0, 60_000)).toBe(true);
  server.kill('SIGKILL');
  expect(await running).toMatchObject({ code: 3, out: '' });
  expect(await countChanges()).toBe(before);

  server = await started();
  expect((await importing(file)).lines.at(-1)).toBe('10000 created, 0 updated, 0 refused');
  expect(await countChanges()).toBe(before + 10_000);
});

test('a set-up link is made while there is no administrator, and a reset link for nobody is refused', async () => {
  const made = await interlock(['setup-link', '--json']);
  expect(made.code).toBe(0);
  expect(JSON.parse(made.out)).toMatchObject({ link: expect.stringContaining('http'), expiresAt: expect.any(String) });
  const refused = await interlock(['reset-link', 'nobody@example.org']);
  expect(refused).toMatchObject({ code: 1, out: '' });
  expect(refused.err).toContain('(not_found)');
});

test('whoever signs in makes a token for programs, and the password stands in no output', async () => {
  const { link } = JSON.parse((await interlock(['setup-link', '--json'])).out);
  const password = 'correct horse battery';
  const who = { name: 'Ada', email: 'ada@example.org', password, organisation: 'Bank', zone: 'UTC' };
  const made = await fetch(new URL('/api/v1/setup', link), {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: new URL(link).origin },
    body: JSON.stringify({ ...who, secret: new URL(link).hash.slice(1) }),
  });
  expect(made.status).toBe(200);

  const creating = ['token', 'create', 'Nightly report', '--scope', 'read', '--as', 'ada@example.org'];
  const created = await interlock(creating, {}, `${password}\n`);
  expect(created).toMatchObject({ code: 0, out: expect.stringMatching(/^ilk_tok_\S+\n$/) });
  const token = { INTERLOCK_TOKEN: created.out.trim() };
  expect((await interlock(['change', 'list', '--limit', '1'], token)).code).toBe(0);
  const listed = await interlock(['token', 'list', '--as', 'ada@example.org'], {}, password);
  expect(listed.lines[1]).toMatch(/^Nightly report {2}read/);

  const wrong = await interlock(creating, {}, 'a wrong password\n');
  expect(wrong).toMatchObject({ code: 3, out: '', err: expect.stringContaining('(bad_credentials)') });
  expect([created, listed, wrong].some(({ out, err }) => `${out}${err}`.includes(password))).toBe(false);
  expect((await interlock(creating, {}, '')).code).toBe(2);
  const open = await runSql(database.ownerUrl, `select device from session where device like 'interlock-cli%'`);
  expect(open).toEqual([]);
});

test.each([
  ['nothing listens', { INTERLOCK_URL: 'http://127.0.0.1:9', INTERLOCK_TOKEN: 'ilk_wrong' }],
  ['there is neither a server nor a token', { INTERLOCK_DATA: '/nonexistent' }],
])('where %s, it ends with 3', async (_what, environment) => {
  const { code, out, err } = await interlock(['setup-link'], environment);
  expect({ code, out }).toEqual({ code: 3, out: '' });
  expect(err).not.toContain('ilk_');
});

test('a token that is none is turned away with 3', async () => {
  const { code, err } = await interlock(['setup-link'], { INTERLOCK_TOKEN: 'ilk_wrong' });
  expect(code).toBe(3);
  expect(err).toContain('(not_signed_in)');
  expect(err).not.toContain('ilk_wrong');
});

test('the version and the help need no server, and the help names the exit codes', async () => {
  expect((await interlock(['version'])).out).toMatch(/^interlock \d+\.\d+\.\d+\n$/);
  expect((await interlock(['--help'])).out).toContain('Exit codes:');
});
