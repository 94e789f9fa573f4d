import { requirePermission } from '../../platform/authorize.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { lockAsRead } from '../change-flow/index.ts';
import { dropFile } from '../files/index.ts';
import { mustBeOpen, saveFiles } from './attached.step.ts';

/** Somebody takes a file off a change. Its bytes go; its name and hash stay on record. */
export async function removeFile(ctx: Ctx, { changeId, fileId }: { changeId: string; fileId: string }): Promise<void> {
  requirePermission(ctx.actor, 'change.edit');
  const after = { forget: async () => {} };
  await ctx.transaction(async (tx) => {
    const change = await lockAsRead(tx, ctx, { changeId });
    mustBeOpen(ctx, change);
    const { file, forget } = await dropFile(tx, ctx, { fileId, subject: changeId });
    after.forget = forget;
    await saveFiles(tx, ctx, change, { verb: 'change.file_removed', file });
  });
  await after.forget();
}
