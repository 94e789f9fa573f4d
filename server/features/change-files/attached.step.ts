import type { Ctx } from '../../platform/ctx.ts';
import type { Tx } from '../../platform/database/db.ts';
import { refuse } from '../../platform/refusal.ts';
import { record } from '../audit/index.ts';
import { modelOf, saveEdit } from '../change-flow/index.ts';
import { type Change, isFixed, mayEdit } from '../changes/index.ts';
import { type File, filesText, loadFiles } from '../files/index.ts';

/** Whoever may edit the change may attach to it, as long as what is decided on may still become another. */
export function mustBeOpen({ actor }: Pick<Ctx, 'actor'>, change: Change): void {
  if (!mayEdit(change, actor)) {
    refuse('forbidden', 'Files are attached by those whom the change names, by coordinators and by change managers.', {
      next: 'Send it to one of them, or ask its coordinator.',
    });
  }
  if (isFixed(change)) {
    refuse('change_fixed', 'What was approved is being carried out, or is over.', {
      next: 'Attach it to one of its tasks, to show what that has come to.',
    });
  }
}

export type Noted = Pick<File, 'id' | 'name' | 'type' | 'bytes' | 'sha256'>;

/** Approvers decide on the files by name and hash, so another list of them is a material edit like any other. */
export async function saveFiles(
  tx: Tx,
  ctx: Ctx,
  before: Change,
  { verb, file }: { verb: 'change.file_added' | 'change.file_removed'; file: Noted },
): Promise<void> {
  const after = { ...before, files: filesText(await loadFiles(tx, [before.id])) };
  const saved = await saveEdit(tx, ctx, {
    before,
    after,
    model: await modelOf(tx, ctx, before),
    edits: [{ field: 'files', before: before.files, after: after.files }],
  });
  await record(tx, ctx, { verb, object: before.id, rev: saved.revision, parts: { ...notedOf(file) } });
}

/** What the log keeps of a file for good, also once its bytes are gone. */
export const notedOf = ({ id, name, type, bytes, sha256 }: Noted) => ({ file: id, name, type, bytes, sha256 });
