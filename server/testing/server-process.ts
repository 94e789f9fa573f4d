import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { eventually } from '../platform/running/processes.ts';
import { serverProgram } from './programs.ts';

export type ServerProcess = { address: string; child: ChildProcess; kill(): Promise<void> };

/**
 * The server as people run it, a process of its own on a free port. `kill` gives it no time for anything. What it says may go
 * into a file; then its address is read from where it lays it down.
 */
export async function serverProcess(
  env: Record<string, string>,
  stdout: 'pipe' | number = 'pipe',
): Promise<ServerProcess> {
  const child = spawn(process.execPath, [serverProgram], {
    env: { ...process.env, PORT: '0', LOG_LEVEL: 'silent', ...env },
    stdio: ['ignore', stdout, 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (part) => (output += part));
  const ended = once(child, 'close');
  const address = () =>
    /^Interlock is ready at (\S+)/m.exec(output)?.[1] ?? (stdout === 'pipe' ? undefined : laidDown(env));
  await eventually(() => address() !== undefined || child.exitCode !== null, 60_000);
  const at = address();
  if (at === undefined) throw new Error(`it did not start: ${output}`);
  return {
    address: at,
    child,
    kill: async () => {
      child.kill('SIGKILL');
      await ended;
    },
  };
}

function laidDown({ INTERLOCK_DATA: folder = '' }: Record<string, string>): string | undefined {
  const file = join(folder, 'server.json');
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')).address : undefined;
}
