import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('..', import.meta.url));

type Ended = { ok: boolean; output: string };
type Options = { env?: NodeJS.ProcessEnv; limitMs: number };

const running = new Set<ChildProcess>();

/**
 * Runs a program of ours under this Node to its end, and answers what it said. One that does not end in time is ended: a suite
 * that hangs says nothing.
 */
export function runNode(args: string[], { env = process.env, limitMs }: Options): Promise<Ended> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, args, {
      cwd: root,
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    running.add(child);
    let output = '';
    const limit = setTimeout(() => {
      output += `\nEnded after ${limitMs / 1000} s: ${args.join(' ')}\n`;
      child.kill('SIGKILL');
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

/** Ends what still runs and waits for it, so that nothing outlives us or writes into what is about to be removed. */
export async function endAll(): Promise<void> {
  const ended = [...running].map((child) => new Promise((resolve) => child.once('close', resolve)));
  for (const child of running) child.kill('SIGTERM');
  const impatient = setTimeout(() => {
    for (const child of running) child.kill('SIGKILL');
  }, 10_000);
  await Promise.all(ended);
  clearTimeout(impatient);
}
