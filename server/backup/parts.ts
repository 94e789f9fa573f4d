import { readdirSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { isAlive } from '../platform/running/processes.ts';

/** Where a backup is written until it is whole: each process has its own, so that two at once never write into one file. */
export const partOf = (file: string): string => `${file}.${process.pid}.part`;

/** Removes what killed backups of this name left half written. */
export function dropDeadParts(file: string): void {
  for (const name of readdirSync(dirname(file))) {
    if (!name.startsWith(`${basename(file)}.`)) continue;
    const pid = /^\.(\d+)\.part$/.exec(name.slice(basename(file).length))?.[1];
    if (pid !== undefined && !isAlive(Number(pid))) rmSync(join(dirname(file), name), { force: true });
  }
}
