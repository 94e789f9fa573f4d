import { createHash } from 'node:crypto';
import type { Ctx } from '../../platform/ctx.ts';
import type { FileAnswer } from '../../platform/file-answer.ts';
import { readFrom } from '../../platform/folder/file-folder.ts';
import { refuse } from '../../platform/refusal.ts';
import type { File } from './file.rules.ts';
import { chunksOf } from './file.store.ts';

/** The bytes of a file from where they lie. Where they are not what was kept, the connection breaks before the last of them. */
export async function handOutFile(ctx: Ctx, file: File): Promise<FileAnswer> {
  const { name, bytes } = file;
  const pieces = file.place === 'folder' ? await readFrom(ctx.files.folder, file.id) : chunksOf(ctx.db, file.id);
  if (pieces === undefined) {
    ctx.log.error({ file: file.id }, 'a file is not in its folder');
    return refuse('file_lost', 'It is not in the folder where files are kept.', {
      next: 'Tell the operator: INTERLOCK_FILES may name another folder than before, or a backup has it.',
    });
  }
  return { name, bytes, pieces: asKept(ctx, file, pieces) };
}

/** Holds each piece back until the next has come, so that the last goes only when the sum is known to be right. */
async function* asKept(ctx: Ctx, { id, sha256 }: File, pieces: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const sum = createHash('sha256');
  let held: Buffer | undefined;
  for await (const piece of pieces) {
    if (held) yield held;
    sum.update(piece);
    held = piece;
  }
  if (sum.digest('hex') !== sha256) {
    ctx.log.error({ file: id }, 'a file is not what was kept');
    refuse('file_lost', 'What lies there is not what was kept.', { next: 'Tell the operator: a backup has it.' });
  }
  if (held) yield held;
}
