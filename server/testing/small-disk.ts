import { execFileSync } from 'node:child_process';
import { chmodSync, closeSync, ftruncateSync, mkdtempSync, openSync, rmdirSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export type SmallDisk = { folder: string; fill(leave?: number): void; empty(): void; remove(): void };

/** Why a test that needs one is skipped. */
export const NO_DISK = 'a file system can be mounted by root alone, and not in every container';

/** A real file system of so many megabytes, in memory; nothing where none may be mounted. */
export function smallDisk(megabytes: number): SmallDisk | undefined {
  const folder = mkdtempSync(join(tmpdir(), 'interlock-small-'));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m,mode=0711`, 'tmpfs', folder], { stdio: 'ignore' });
  } catch {
    rmdirSync(folder);
    return undefined;
  }
  chmodSync(folder, 0o711);
  const ballast = join(folder, 'ballast');
  return {
    folder,
    /** Takes all that is free but `leave` bytes, whoever else takes some meanwhile. */
    fill(leave = 0) {
      const file = openSync(ballast, 'w');
      const size = writtenUntilFull(file);
      ftruncateSync(file, Math.max(0, size - leave));
      closeSync(file);
    },
    empty: () => rmSync(ballast, { force: true }),
    remove() {
      execFileSync('umount', ['--lazy', folder]);
      rmdirSync(folder);
    },
  };
}

const PIECE = Buffer.alloc(64 * 1024);

/** Answers how many bytes there was room for. */
function writtenUntilFull(file: number): number {
  for (let size = 0; ; ) {
    try {
      size += writeSync(file, PIECE);
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'ENOSPC') return size;
      throw error;
    }
  }
}
