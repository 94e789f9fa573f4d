import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** They start by the dozen, and would spend most of their lives compiling. */
const compiled = join(tmpdir(), 'interlock-compiled');

const crashing = new URL('crashing.ts', import.meta.url).href;

export type Doomed = {
  child: ChildProcess;
  /** All that it has said. */
  said(): string;
  /** Where its server listens, once it does. */
  address(): string | undefined;
  /** The points at which its signal met it. */
  passed(): string[];
  ended: Promise<unknown>;
  kill(): Promise<void>;
};

export type Doom = {
  points: readonly string[];
  /** How many kinds of work are to stay at a point of theirs before the signal comes. */
  atMost?: number;
  signal?: NodeJS.Signals;
  args?: readonly string[];
};

/** A program of ours as people run it, which gets its signal at these points; see `crashing.ts`. */
export function doomed(
  program: 'main.ts' | 'backup.ts' | 'restore.ts',
  env: Record<string, string>,
  { points, atMost = 1, signal = 'SIGKILL', args = [] }: Doom,
): Doomed {
  const notes = mkdtempSync(join(tmpdir(), 'interlock-doomed-'));
  const note = join(notes, 'passed');
  const child = spawn(
    process.execPath,
    ['--import', crashing, fileURLToPath(new URL(`../${program}`, import.meta.url)), ...args],
    {
      env: {
        ...{ ...process.env, PORT: '0', LOG_LEVEL: 'error', NODE_COMPILE_CACHE: compiled, ...env },
        ...{ CRASH_POINTS: JSON.stringify(points), CRASH_SIGNAL: signal },
        ...{ CRASH_AT_MOST: String(atMost), CRASH_NOTE: note },
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  let output = '';
  let passed: string[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (part) => (output += part));
  const look = () => {
    if (existsSync(note)) passed = readFileSync(note, 'utf8').trimEnd().split('\n');
    return passed;
  };
  const ended = once(child, 'close').finally(() => {
    look();
    rmSync(notes, { recursive: true, force: true });
  });
  return {
    child,
    said: () => output,
    address: () => /^Interlock is ready at .*?(http:\/\/127\.\S+?)\)?$/m.exec(output)?.[1],
    passed: look,
    ended,
    kill: async () => {
      child.kill('SIGKILL');
      await ended;
    },
  };
}
