import type { Dirent } from 'node:fs';
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { crashPoint } from '../jobs/crash-points.ts';

/** What we keep is called like this. Whatever else lies in the folder is somebody else's. */
const OURS = /^fil_[0-9a-z]{26}$/;

/** Files in a folder: each under its id, spread over folders by the last letters of it, which differ most. */
const pathIn = (folder: string, id: string): string => join(folder, ours(id).slice(-2), id);

/** Where a file lies while it is written. */
export const partIn = (waiting: string, id: string): string => join(waiting, `${ours(id)}.part`);

/** A name that is not one of ours could lead out of the folder, wherever it was read: no path is made of it. */
function ours(id: string): string {
  if (OURS.test(id)) return id;
  throw new Error(`${JSON.stringify(id)} is not what a file is called here: nothing is read or written there.`);
}

/** Where a file waits that is still being written; a rename from here to its place is one step. */
export const waitingIn = (folder: string): string => join(folder, 'incoming');

/** Moves a file that lies on the disk already to its place. What was begun and not ended leaves nothing there. */
export async function moveIn(folder: string, id: string, from: string): Promise<void> {
  const to = pathIn(folder, id);
  await mkdir(dirname(to), { recursive: true, mode: 0o700 });
  await crashPoint('file: before it lies in its place');
  await rename(from, to);
  await settle(dirname(to));
  await crashPoint('file: in its place, not recorded');
}

/** That a name is in a folder is on the disk only when the folder is. */
export async function settle(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** The bytes of a file, piece by piece; undefined where it is not there. */
export async function readFrom(folder: string, id: string): Promise<AsyncIterable<Buffer> | undefined> {
  const handle = await open(pathIn(folder, id), 'r').catch(isNotThere);
  return handle?.createReadStream();
}

export async function dropFrom(folder: string, id: string): Promise<void> {
  await crashPoint('file: recorded as removed, still there');
  await rm(pathIn(folder, id), { force: true });
  await crashPoint('file: removed');
}

/** Ids of the files that lie here since before `since`. */
export async function* lyingIn(folder: string, since: Date): AsyncGenerator<string> {
  for (const shelf of await entriesOf(folder)) {
    if (!shelf.isDirectory() || shelf.name.length !== 2) continue;
    for (const file of await entriesOf(join(folder, shelf.name))) {
      if (!file.isFile() || !OURS.test(file.name) || !file.name.endsWith(shelf.name)) continue;
      if (await isOlder(pathIn(folder, file.name), since)) yield file.name;
    }
  }
}

/** Removes what was begun before `since` and never came to its end. */
export async function dropUnfinished(waiting: string, since: Date): Promise<void> {
  for (const file of await entriesOf(waiting)) {
    const path = join(waiting, file.name);
    if (file.isFile() && file.name.endsWith('.part') && (await isOlder(path, since))) await rm(path, { force: true });
  }
}

const entriesOf = async (folder: string): Promise<Dirent[]> =>
  (await readdir(folder, { withFileTypes: true }).catch(isNotThere)) ?? [];

async function isOlder(path: string, since: Date): Promise<boolean> {
  const found = await stat(path).catch(isNotThere);
  return found !== undefined && found.mtime < since;
}

/** For `catch`: undefined where what was asked for is not there. */
export function isNotThere(error: unknown): undefined {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
  throw error;
}
