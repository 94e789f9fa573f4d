import { type ChildProcess, spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { serverArguments } from '../server-arguments.mjs';

export type Running = { address: string; readyMs: number; pid: number; setUpSecret: string; stop(): Promise<void> };

/** Starts the real server on a data folder and measures the time until it says that it is ready. */
export async function startServer(dataDir: string, env: Record<string, string> = {}): Promise<Running> {
  const began = performance.now();
  const child = spawn(process.execPath, [...serverArguments], {
    env: { ...process.env, PORT: '0', INTERLOCK_DATA: dataDir, LOG_LEVEL: 'silent', ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const said = await untilReady(child);
  return {
    address: /ready at (\S+)/.exec(said)?.[1] ?? '',
    setUpSecret: /#(\S+)/.exec(said)?.[1] ?? '',
    readyMs: performance.now() - began,
    pid: child.pid ?? 0,
    stop: () =>
      new Promise((done) => {
        child.once('exit', () => done());
        child.kill('SIGTERM');
      }),
  };
}

/** The set-up link is the last line where there is one; it follows the address at once. */
function untilReady(child: ChildProcess): Promise<string> {
  return new Promise((done, failed) => {
    let said = '';
    child.stdout?.on('data', (piece: Buffer) => {
      said += piece;
      if (/ready at \S+\n/.test(said)) setTimeout(() => done(said), 50);
    });
    child.once('exit', (code) => failed(new Error(`the server ended with ${code}: ${said}`)));
  });
}

/** Memory of processes in MB, what they share counted once. */
export function sharedMb(pids: readonly number[]): number {
  const kb = pids.map((pid) => Number(/^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))?.[1]));
  return Math.round(kb.reduce((sum, one) => sum + one, 0) / 1024);
}

/** Processor time in ms that processes have used so far, counted by the kernel in steps of 10 ms. */
export function cpuMs(pids: readonly number[]): number {
  return pids.reduce((sum, pid) => {
    const fields = statOf(pid);
    return sum + (Number(fields[11] ?? 0) + Number(fields[12] ?? 0)) * 10;
  }, 0);
}

/** What a process has started and not yet waited for. */
export const childrenOf = (pid: number): number[] =>
  readdirSync('/proc').flatMap((name) =>
    /^\d+$/.test(name) && Number(statOf(Number(name))[1]) === pid ? [Number(name)] : [],
  );

/** The fields of /proc/<pid>/stat after the name, which may hold blanks itself; none for one that has ended. */
function statOf(pid: number): string[] {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /, '')
      .split(' ');
  } catch {
    return [];
  }
}

/** Resident memory of a process in MB, as the kernel counts it. */
export function residentMb(pid: number): number {
  const kb = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  return Math.round(Number(kb ?? 0) / 1024);
}
