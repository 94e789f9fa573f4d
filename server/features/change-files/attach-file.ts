import { requirePermission } from '../../platform/authorize.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { lockAsRead } from '../change-flow/index.ts';
import { fileFrom, keepFile, type Upload, withPlace } from '../files/index.ts';
import { mustBeOpen, saveFiles } from './attached.step.ts';

/** Somebody attaches a file to a change. Those who have approved it are asked again, as by any edit of what they decide on. */
export async function attachFile(
  ctx: Ctx,
  { changeId, name }: { changeId: string; name: string },
  upload: Upload,
): Promise<void> {
  requirePermission(ctx.actor, 'change.edit');
  const incoming = await fileFrom({ name, upload });
  await withPlace(ctx, incoming, () =>
    ctx.transaction(async (tx) => {
      const change = await lockAsRead(tx, ctx, { changeId });
      mustBeOpen(ctx, change);
      const file = await keepFile(tx, ctx, incoming, { kind: 'change', id: changeId });
      await saveFiles(tx, ctx, change, { verb: 'change.file_added', file });
      return file.id;
    }),
  );
}
