import type { Ctx } from '../../platform/ctx.ts';
import { dropFrom, dropUnfinished, lyingIn } from '../../platform/folder/file-folder.ts';
import { claimFolder } from '../../platform/folder/folder-mark.ts';
import { amongFolder } from './file.store.ts';

/** Longer than any request takes and than a backup needs to come to a file that was removed meanwhile. */
const DAY = 24 * 3600_000;
const AT_ONCE = 500;

/**
 * Removes what a killed server or a cut line left: files that were never whole, and those in the folder that no row names. In a
 * folder of another database those are its files, so that one is refused.
 */
export async function tidyFiles(ctx: Ctx): Promise<void> {
  const { uploads, folder } = ctx.files;
  await claimFolder(ctx.db, ctx.files);
  const since = new Date(ctx.now.getTime() - DAY);
  await dropUnfinished(uploads, since);
  let ids: string[] = [];
  const drop = async () => {
    const named = await amongFolder(ctx.db, ids);
    for (const id of ids) if (!named.has(id)) await dropFrom(folder, id);
    ids = [];
  };
  for await (const id of lyingIn(folder, since)) {
    ids.push(id);
    if (ids.length === AT_ONCE) await drop();
  }
  await drop();
}
