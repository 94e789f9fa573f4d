import { MOST_FILES } from '@interlock/contract/files.ts';
import type { Ctx } from '../../platform/ctx.ts';
import type { Tx } from '../../platform/database/db.ts';
import { dropFrom, moveIn } from '../../platform/folder/file-folder.ts';
import { newId } from '../../platform/ids.ts';
import { must, Refusal, refuse } from '../../platform/refusal.ts';
import { cleanName, type File, hasRoom } from './file.rules.ts';
import { deleteFile, insertChunks, insertFile, loadFile, loadFiles } from './file.store.ts';
import { kindOf } from './kinds.rules.ts';
import { lookInto } from './upload.step.ts';

/** What came over the line: it lies on the disk until the call is over. */
export type Upload = { path: string; bytes: number; sha256: string };
export type Kept = { id: string; name: string; type: string; bytes: number; sha256: string };
type Subject = { kind: 'change' | 'task'; id: string };

/** A file that may be kept, and where it lies until then. */
export type Incoming = { kept: Kept; upload: Upload };

/** What somebody sends, as it would be kept; refuses what is no file that we take. */
export async function fileFrom({ name: given, upload }: { name: string; upload: Upload }): Promise<Incoming> {
  const name = cleanName(given);
  if (upload.bytes === 0) refuse('file_refused', 'It is empty.', { next: 'Send a file that holds something.' });
  const type = must(kindOf(name, await lookInto(upload.path)));
  return { kept: { id: newId('fil'), name, type, bytes: upload.bytes, sha256: upload.sha256 }, upload };
}

/** Keeps a file in the caller's transaction, when all that could be against it has been asked. */
export async function keepFile(tx: Tx, ctx: Ctx, { kept, upload }: Incoming, subject: Subject): Promise<Kept> {
  must(hasRoom(await loadFiles(tx, [subject.id]), MOST_FILES));
  const { place } = ctx.files;
  await insertFile(tx, {
    ...kept,
    place,
    subjectKind: subject.kind,
    subject: subject.id,
    addedBy: ctx.actor.id,
    addedAt: ctx.now,
  });
  if (place === 'database') await insertChunks(tx, kept.id, upload.path);
  return kept;
}

/**
 * Puts a file in its place for `work`, which keeps it in a transaction of its own and answers its id, or that of an earlier request
 * that this one repeats. A file that goes into the folder lies there before its row is written, so that no row is without its file.
 * Where the row is surely not written it goes again; where nobody knows, what no row names is swept up later.
 */
export async function withPlace(ctx: Ctx, { kept, upload }: Incoming, work: () => Promise<string>): Promise<void> {
  const { place, folder } = ctx.files;
  const { id } = kept;
  if (place === 'database') {
    await work();
    return;
  }
  await moveIn(folder, id, upload.path);
  const made = await work().catch(async (error: unknown) => {
    if (error instanceof Refusal) await dropFrom(folder, id);
    throw error;
  });
  if (made !== id) await dropFrom(folder, id);
}

/** Takes a file off its subject in the caller's transaction. `forget` is for after it: then its bytes go from the folder too. */
export async function dropFile(
  tx: Tx,
  ctx: Ctx,
  { fileId, subject }: { fileId: string; subject: string },
): Promise<{ file: File; forget: () => Promise<void> }> {
  const file = await loadFile(tx, fileId);
  if (!file || file.subject !== subject) return refuse('not_found', 'There is no such file here.');
  await deleteFile(tx, fileId);
  return { file, forget: async () => (file.place === 'folder' ? dropFrom(ctx.files.folder, fileId) : undefined) };
}
