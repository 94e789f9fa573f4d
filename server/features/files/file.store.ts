import { open } from 'node:fs/promises';
import { type Reads, type Tx, writeLater } from '../../platform/database/db.ts';
import type { File } from './file.rules.ts';

/** What one row of the database holds of a file, so that a large one costs no more memory than a small one. */
const CHUNK = 512 * 1024;

export type NewFile = File & { subjectKind: 'change' | 'task' };

export async function insertFile(tx: Tx, file: NewFile): Promise<void> {
  await writeLater(
    tx,
    tx.insertInto('attachment').values({
      id: file.id,
      subject_kind: file.subjectKind,
      subject: file.subject,
      name: file.name,
      type: file.type,
      bytes: file.bytes,
      sha256: file.sha256,
      place: file.place,
      added_by: file.addedBy,
      added_at: file.addedAt,
    }),
  );
}

/** Writes the bytes of a file into the database, from where it lies on the disk. */
export async function insertChunks(tx: Tx, id: string, path: string): Promise<void> {
  const file = await open(path);
  try {
    let position = 0;
    for await (const bytes of file.createReadStream({ highWaterMark: CHUNK, autoClose: false })) {
      await tx.insertInto('attachment_chunk').values({ attachment_id: id, position, bytes }).execute();
      position += 1;
    }
  } finally {
    await file.close();
  }
}

/** The bytes of a file that lies in the database, a row at a time. */
export async function* chunksOf(reads: Reads, id: string): AsyncGenerator<Buffer> {
  for (let position = 0; ; position++) {
    const row = await reads
      .selectFrom('attachment_chunk')
      .select('bytes')
      .where('attachment_id', '=', id)
      .where('position', '=', position)
      .executeTakeFirst();
    if (!row) return;
    yield row.bytes;
  }
}

const shown = (reads: Reads) =>
  reads
    .selectFrom('attachment')
    .select(['id', 'subject', 'name', 'type', 'bytes', 'sha256', 'place', 'added_by', 'added_at']);

type Row = Awaited<ReturnType<ReturnType<typeof shown>['execute']>>[number];

const fileOf = (row: Row): File => ({
  id: row.id,
  subject: row.subject,
  name: row.name,
  type: row.type,
  bytes: Number(row.bytes),
  sha256: row.sha256,
  place: row.place,
  addedBy: row.added_by,
  addedAt: row.added_at,
});

export async function loadFiles(reads: Reads, subjects: readonly string[]): Promise<File[]> {
  if (subjects.length === 0) return [];
  const rows = await shown(reads).where('subject', 'in', subjects).orderBy('name').orderBy('id').execute();
  return rows.map(fileOf);
}

export async function loadFile(reads: Reads, id: string): Promise<File | undefined> {
  const row = await shown(reads).where('id', '=', id).executeTakeFirst();
  return row && fileOf(row);
}

/** How many files each of these subjects has; one without any is not among them. */
export async function countFiles(reads: Reads, subjects: readonly string[]): Promise<ReadonlyMap<string, number>> {
  if (subjects.length === 0) return new Map();
  const rows = await reads
    .selectFrom('attachment')
    .select(['subject', (select) => select.fn.countAll<string>().as('count')])
    .where('subject', 'in', subjects)
    .groupBy('subject')
    .execute();
  return new Map(rows.map(({ subject, count }) => [subject, Number(count)]));
}

export async function deleteFile(tx: Tx, id: string): Promise<void> {
  await tx.deleteFrom('attachment').where('id', '=', id).execute();
}

/** Which of these ids are files that lie in the folder. */
export async function amongFolder(reads: Reads, ids: readonly string[]): Promise<ReadonlySet<string>> {
  if (ids.length === 0) return new Set();
  const rows = await reads
    .selectFrom('attachment')
    .select('id')
    .where('id', 'in', ids)
    .where('place', '=', 'folder')
    .execute();
  return new Set(rows.map(({ id }) => id));
}

/** The files of these subjects go; what lies in a folder is taken from there by the clock, once no row names it. */
export async function dropFilesOf(tx: Tx, subjects: readonly string[]): Promise<void> {
  await tx
    .deleteFrom('attachment')
    .where('subject', 'in', [...subjects])
    .execute();
}
