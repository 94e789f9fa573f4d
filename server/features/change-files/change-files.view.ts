// Reads: attachment through the door of files, change through that of its feature, task through that of tasks.
import type { AttachedFile, AttachedFiles } from '@interlock/contract/files.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { refuse } from '../../platform/refusal.ts';
import { isFixed, loadChange, mayEdit, mustSee } from '../changes/index.ts';
import { type File, filesOf, loadFile } from '../files/index.ts';
import { subjectOf } from '../tasks/index.ts';

/** The files of a change, for whoever may see it. */
export async function changeFiles(ctx: Ctx, changeId: string): Promise<AttachedFiles> {
  await mustSee(ctx.db, ctx, changeId);
  const change = await loadChange(ctx.db, changeId);
  if (!change) return refuse('not_found', 'There is no such change, or it is not yours to see.');
  const open = mayEdit(change, ctx.actor) && !isFixed(change);
  const items: AttachedFile[] = (await filesOf(ctx.db, [changeId])).map(({ subject, ...file }) => file);
  return { items, mayAdd: open, mayRemove: open, mostBytes: ctx.files.mostBytes };
}

/** The file of this id, if the change is theirs to see that it or its task belongs to. */
export async function fileForReader(ctx: Ctx, fileId: string): Promise<File> {
  const file = await loadFile(ctx.db, fileId);
  const change = file?.subject.startsWith('tsk_') ? await subjectOf(ctx.db, file.subject) : undefined;
  if (!file) return refuse('not_found', 'There is no such file, or it is not yours to see.');
  await mustSee(ctx.db, ctx, change?.subject ?? file.subject);
  return file;
}
