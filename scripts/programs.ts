import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { eventually } from '../server/platform/running/processes.ts';

export const root = fileURLToPath(new URL('..', import.meta.url));

type Ended = { ok: boolean; output: string };
type Options = { env?: NodeJS.ProcessEnv; limitMs: number };

const running = new Set<ChildProcess>();

const TO_END_MS = 10_000;
const TO_DIE_MS = 5_000;

/**
 * Runs a program of ours under this Node to its end, and answers what it said. One that does not end in time is ended, with all
 * that it started, for which it leads a group of its own: a suite that hangs says nothing.
 */
export function runNode(args: string[], { env = process.env, limitMs }: Options): Promise<Ended> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, args, {
      cwd: root,
      env,
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    running.add(child);
    let output = '';
    const limit = setTimeout(() => {
      output += `\nEnded after ${limitMs / 1000} s: ${args.join(' ')}\n`;
      for (const group of groupsOf([child])) send(group, 'SIGKILL');
    }, limitMs);
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text) => {
        output += text;
      });
    }
    child.once('error', (error) => resolve({ ok: false, output: error.message }));
    child.once('close', (code) => {
      running.delete(child);
      clearTimeout(limit);
      resolve({ ok: code === 0, output });
    });
  });
}

/**
 * Ends what still runs and waits for it, so that nothing outlives us or writes into what is about to be removed. `started` finds
 * what we started by another mark than its group, which a program may leave; where that can't be asked, the groups are ended.
 */
export async function endAll(started: () => readonly number[]): Promise<void> {
  const ours = [...running];
  const found = started();
  const targets = found.length > 0 ? found : groupsOf(ours);
  const isOver = () => started().length === 0 && !ours.some((child) => isUp(child));
  for (const target of targets) send(target, 'SIGTERM');
  await eventually(isOver, TO_END_MS);
  for (const target of [...started(), ...groupsOf(ours)]) send(target, 'SIGKILL');
  await eventually(isOver, TO_DIE_MS);
}

const isUp = ({ exitCode, signalCode }: ChildProcess): boolean => exitCode === null && signalCode === null;

const groupsOf = (children: readonly ChildProcess[]): number[] =>
  children.flatMap(({ pid }) => (pid === undefined ? [] : -pid));

function send(target: number, signal: 'SIGTERM' | 'SIGKILL'): void {
  try {
    process.kill(target, signal);
  } catch {
    // It ended by itself meanwhile.
  }
}
