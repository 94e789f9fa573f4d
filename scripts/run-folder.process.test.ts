import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { findPostmaster } from '../server/platform/embedded/postmaster.ts';
import { eventually, isAlive } from '../server/platform/running/processes.ts';

const at = (path: string) => JSON.stringify(fileURLToPath(new URL(path, import.meta.url)));
const sleeps = `'-e', 'setInterval(() => {}, 1000)'`;

/** What a test starts: a database, a server, and one that leaves its group, as a browser does. */
const suite = `
  const { spawn } = await import('node:child_process');
  const { startEmbeddedPostgres } = await import(${at('../server/platform/embedded/embedded-postgres.ts')});
  const { writeFileSync, mkdtempSync, chmodSync } = await import('node:fs');
  const home = mkdtempSync(process.env.TMPDIR + '/interlock-test-');
  chmodSync(home, 0o711);
  const server = spawn(process.execPath, [${sleeps}], { stdio: 'inherit' });
  const apart = spawn(process.execPath, [${sleeps}], { detached: true, stdio: 'inherit' });
  const { socketDir } = await startEmbeddedPostgres({ home });
  writeFileSync(process.env.TMPDIR + '/up.json', JSON.stringify({ home, socketDir, pids: [process.pid, server.pid, apart.pid] }));
  setInterval(() => {}, 1000);`;

const run = `
  const { existsSync, readFileSync } = await import('node:fs');
  const { runNode } = await import(${at('programs.ts')});
  const { makeRunFolder } = await import(${at('run-folder.ts')});
  const folder = makeRunFolder();
  const up = folder.path + '/up.json';
  const look = setInterval(() => {
    if (!existsSync(up)) return;
    clearInterval(look);
    console.log(JSON.stringify({ ...JSON.parse(readFileSync(up, 'utf8')), path: folder.path }));
  }, 20);
  await runNode(['--input-type=module', '-e', process.env.SUITE], { env: folder.env, limitMs: 60_000 });`;

type Up = { home: string; pids: number[]; path: string };

async function interruptedBy(signal: 'SIGINT' | 'SIGTERM'): Promise<{ code: number | null; left: number[]; up: Up }> {
  const env = { ...process.env, SUITE: suite };
  const child = spawn(process.execPath, ['--input-type=module', '-e', run], {
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  child.stdout.setEncoding('utf8').on('data', (text) => (said += text));
  const isUp = await eventually(() => said.endsWith('}\n') || child.exitCode !== null, 60_000);
  if (!isUp || child.exitCode !== null) throw new Error(`it did not come up: ${said}`);
  const up = JSON.parse(said) as Up;
  const database = findPostmaster(`${up.home}/pgdata`)?.pid ?? 0;
  const started = [...up.pids, database];
  onTestFinished(() => {
    for (const pid of started.filter(isAlive)) process.kill(pid, 'SIGKILL');
  });
  expect(started.filter(isAlive)).toEqual(started);
  child.kill(signal);
  await eventually(() => child.exitCode !== null, 30_000);
  return { code: child.exitCode, left: started.filter(isAlive), up };
}

test.each([
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const)(
  'a run of tests that %s cuts short leaves no program, no database and no folder behind',
  async (signal, status) => {
    const { code, left, up } = await interruptedBy(signal);
    expect({ code, left, folder: existsSync(up.path) }).toEqual({ code: status, left: [], folder: false });
  },
);
