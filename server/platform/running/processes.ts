import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { isAbsolute } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

const hasProc = existsSync('/proc/self/stat');

/** Fields of /proc/PID/stat from the state on; the command before it may hold blanks and brackets. */
function statOf(pid: number): string[] {
  try {
    const line = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return line.slice(line.lastIndexOf(')') + 2).split(' ');
  } catch {
    return [];
  }
}

/** A zombie counts as ended: whoever should reap it may never do so, and it does nothing any more. */
export function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (!isErrno(error, 'EPERM')) return false;
  }
  return !hasProc || !['Z', 'X', undefined].includes(statOf(pid)[0]);
}

/** Names one run of a process: a number that was given out again, or given before a reboot, has another identity. */
export function identityOf(pid: number): string {
  if (hasProc) return `${pid} ${statOf(pid)[19] ?? 'ended'} ${bootId()}`;
  try {
    return `${pid} ${execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim()}`;
  } catch {
    return `${pid} ended`;
  }
}

function bootId(): string {
  try {
    return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
  } catch {
    return '';
  }
}

/** The command line with blanks between its words, empty where it cannot be read. */
export function commandOf(pid: number): string {
  try {
    if (hasProc) return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
    return execFileSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' });
  } catch {
    return '';
  }
}

/** Whether the program that this process runs was removed or replaced since; false where there is no /proc to ask. */
export function programIsGone(pid: number): boolean {
  if (!hasProc) return false;
  try {
    const [started = ''] = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
    return readlinkSync(`/proc/${pid}/exe`).endsWith(' (deleted)') || (isAbsolute(started) && !existsSync(started));
  } catch {
    return false;
  }
}

/** Processes whose working folder is this one; empty where there is no /proc to ask. */
export function processesIn(folder: string): number[] {
  if (!hasProc) return [];
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && standsIn(name, folder))
    .map(Number);
}

/** Processes that were started with this value in their environment; empty where there is no /proc to ask. */
export function processesWith(name: string, value: string): number[] {
  if (!hasProc) return [];
  return readdirSync('/proc')
    .filter((pid) => /^\d+$/.test(pid) && wasGiven(pid, `${name}=${value}`))
    .map(Number);
}

/** Of a zombie nothing is left to read. */
function wasGiven(pid: string, entry: string): boolean {
  try {
    return readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0').includes(entry);
  } catch {
    return false;
  }
}

function standsIn(pid: string, folder: string): boolean {
  try {
    return readlinkSync(`/proc/${pid}/cwd`) === folder;
  } catch {
    return false;
  }
}

/** True as soon as the condition holds, false when it did not within the time. */
export async function eventually(
  condition: () => boolean | Promise<boolean>,
  ms: number,
  everyMs = 15,
): Promise<boolean> {
  const end = performance.now() + ms;
  for (;;) {
    if (await condition()) return true;
    if (performance.now() >= end) return false;
    await pause(everyMs);
  }
}

/** What an error says of itself when the operating system raised it. */
export function isErrno(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
