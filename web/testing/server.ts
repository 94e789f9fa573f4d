import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { clonedDatabase } from '../../server/testing/database.ts';
import { serverProgram } from '../../server/testing/programs.ts';

const readyWithin = 60_000;

export type Running = { address: string; setUpLink: string; stop(): Promise<void> };

/** Interlock as people start it: a process of its own that nobody has set up, on a free port, serving the built screens. */
export async function startInterlock(): Promise<Running> {
  const folder = await mkdtemp(join(tmpdir(), 'interlock-web-'));
  const database = await clonedDatabase();
  const env = {
    ...process.env,
    PORT: '0',
    INTERLOCK_DATA: join(folder, 'data'),
    LOG_LEVEL: 'error',
    DATABASE_URL: database.appUrl,
    DATABASE_OWNER_URL: database.ownerUrl,
  };
  const child = spawn(process.execPath, [serverProgram], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  const said = await saidUntil(child, /Set it up here[^:]*: \S+\n/);
  return {
    address: /is ready at (\S+)/.exec(said)?.[1] ?? '',
    setUpLink: /Set it up here[^:]*: (\S+)/.exec(said)?.[1] ?? '',
    stop: async () => {
      const ended = once(child, 'close');
      child.kill('SIGTERM');
      await ended;
      await database.drop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function saidUntil(child: ChildProcess, line: RegExp): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = '';
    const late = setTimeout(() => reject(new Error(`It was not ready in time: ${said}`)), readyWithin);
    const hear = (part: Buffer) => {
      said += part;
      if (!line.test(said)) return;
      clearTimeout(late);
      resolve(said);
    };
    child.stdout?.on('data', hear);
    child.stderr?.on('data', hear);
    child.once('close', () => {
      clearTimeout(late);
      reject(new Error(`It stopped: ${said}`));
    });
  });
}
