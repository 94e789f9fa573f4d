import { createHash } from 'node:crypto';
import { mkdir, open, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import type pg from 'pg';
import { chunksOf, insertChunks } from './features/files/index.ts';
import type { FileSettings } from './platform/config.ts';
import { overClient } from './platform/database/db.ts';
import { dropFrom, moveIn, partIn, readFrom } from './platform/folder/file-folder.ts';
import { mustNotBeAnothers } from './platform/folder/folder-mark.ts';

/** A file that lies in a folder and not in the database: its row alone is copied with the tables. */
export type OutsideFile = { id: string; name: string; sha256: string };
type Row = OutsideFile & { place: FileSettings['place'] };

const called = ({ name, id }: OutsideFile) => `${name} (${id})`;

/** The files in the folder as this snapshot knows them; a database from before there were any has none. */
export async function outsideFiles(client: pg.Client): Promise<OutsideFile[]> {
  return (await filesIn(client)).filter(({ place }) => place === 'folder');
}

async function filesIn(client: pg.Client): Promise<Row[]> {
  const { rows: there } = await client.query(`select 1 where to_regclass('public.attachment') is not null`);
  if (there.length === 0) return [];
  return (await client.query<Row>('select id, name, sha256, place from attachment order by id')).rows;
}

/**
 * Takes the files of a backup, each as a whole on the disk before it goes to its place. `settle` moves those that came with the
 * tables but belong into the folder, and names what is not there; `undo` is for a restore that failed, and leaves what was in
 * the folder before it: one that is whole stays, and a damaged one is mended for good.
 */
export function filesBack({ place, folder, uploads }: FileSettings) {
  const placed: string[] = [];
  const toFolder = async (id: string, sha256: string, path: string) => {
    const there = await sumIn(folder, id);
    if (there === sha256) return rm(path);
    if (there === undefined) placed.push(id);
    return moveIn(folder, id, path);
  };
  const into = async (client: pg.Client, id: string, path: string) => {
    const { rows } = await client.query<{ sha256: string }>(
      'update attachment set place = $2 where id = $1 returning sha256',
      [id, place],
    );
    const [row] = rows;
    if (!row) throw new Error(`The backup brings a file that none of its records knows: ${id}. Use another backup.`);
    if (place === 'folder') return toFolder(id, row.sha256, path);
    await insertChunks(overClient(client), id, path);
    return rm(path);
  };
  return {
    mayUse: async (client: pg.Client) => {
      if (place === 'folder') await mustNotBeAnothers(overClient(client), folder);
    },
    begin: (id: string) => beginFile(partIn(uploads, id)),
    into,
    async settle(client: pg.Client): Promise<string[]> {
      for (const file of await filesIn(client)) {
        if (place !== 'folder' || file.place !== 'database') continue;
        const begun = await beginFile(partIn(uploads, file.id));
        for await (const bytes of chunksOf(overClient(client), file.id)) await begun.write(bytes);
        await begun.end();
        await into(client, file.id, begun.path);
        await client.query('delete from attachment_chunk where attachment_id = $1', [file.id]);
      }
      return lostFiles(client, { place, folder });
    },
    undo: async () => {
      for (const id of placed) await dropFrom(folder, id);
    },
  };
}

/** The sum of what lies in the folder under this id; undefined where nothing does. */
async function sumIn(folder: string, id: string): Promise<string | undefined> {
  const there = await readFrom(folder, id);
  if (!there) return undefined;
  const sum = createHash('sha256');
  for await (const piece of there) sum.update(piece);
  return sum.digest('hex');
}

async function beginFile(path: string) {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const file = await open(path, 'w', 0o600);
  const sum = createHash('sha256');
  return {
    path,
    write: async (piece: Uint8Array) => {
      sum.update(piece);
      await file.writeFile(piece);
    },
    /** On the disk, with its sum. */
    end: async (): Promise<string> => {
      await file.datasync();
      await file.close();
      return sum.digest('hex');
    },
    abort: async () => {
      await file.close().catch(() => {});
      await rm(path, { force: true });
    },
  };
}

/** Rows whose bytes came neither with the backup nor lie here. */
async function lostFiles(
  client: pg.Client,
  { place, folder }: Pick<FileSettings, 'place' | 'folder'>,
): Promise<string[]> {
  const lost: string[] = [];
  for (const file of await outsideFiles(client)) {
    const there = place === 'folder' ? await readFrom(folder, file.id) : undefined;
    if (there === undefined) lost.push(called(file));
    else for await (const _piece of there) break;
  }
  return lost;
}
