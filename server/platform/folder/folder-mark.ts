import { mkdir, readFile, rename, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sql } from 'kysely';
import type { FileSettings } from '../config.ts';
import type { Reads } from '../database/db.ts';
import { crashPoint } from '../jobs/crash-points.ts';
import { sentenceOf } from '../running/start-failure.ts';
import { isNotThere } from './file-folder.ts';

/** The file in a folder of files that says which database names what lies there. */
export const MARK = 'database.id';

/**
 * Marks the folder for this database, or throws a sentence where it is marked for another: that one's files have no row here
 * and would be swept up. A setting that keeps files in the database makes no folder.
 */
export async function claimFolder(reads: Reads, { place, folder }: Pick<FileSettings, 'place' | 'folder'>) {
  if (place === 'folder') await makeFolder(folder);
  else if (!(await stat(folder).catch(isNotThere))) return;
  const own = await idOf(reads);
  if (await isMarked(folder, own)) return;
  const mark = join(folder, MARK);
  // Beside it and renamed, so that a kill leaves no half mark; read again, because another may have been as quick.
  await writeFile(`${mark}.${process.pid}`, `${own}\n`, { mode: 0o600, flush: true });
  await crashPoint('mark of the folder: before it lies there');
  await rename(`${mark}.${process.pid}`, mark);
  await crashPoint('mark of the folder: there');
  await isMarked(folder, own);
}

/** As `claimFolder`, but leaves one that nobody has marked as it is. */
export async function mustNotBeAnothers(reads: Reads, folder: string): Promise<void> {
  await isMarked(folder, await idOf(reads));
}

async function isMarked(folder: string, own: string): Promise<boolean> {
  const mark = join(folder, MARK);
  const there = (await readFile(mark, 'utf8').catch(isNotThere))?.trim();
  if (there === undefined || there === own) return there === own;
  throw new Error(
    `${folder} holds the files of another database: name another folder in INTERLOCK_FILES, or remove ${mark} if that database is gone for good.`,
  );
}

async function makeFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
  } catch (error) {
    throw new Error(`INTERLOCK_FILES: ${folder} cannot be created. ${sentenceOf(error)}`, { cause: error });
  }
}

/** PostgreSQL draws it for a cluster and a database in it. It is in no backup, so what is restored elsewhere is another. */
async function idOf(reads: Reads): Promise<string> {
  const { rows } = await sql<{ id: string }>`
    select system_identifier || '-' || oid as id from pg_control_system(), pg_database where datname = current_database()
  `.execute(reads);
  const [found] = rows;
  if (!found) throw new Error('The database does not say which one it is.');
  return found.id;
}
