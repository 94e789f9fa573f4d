import { requirePermission } from '../../platform/authorize.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { newId } from '../../platform/ids.ts';
import { record } from '../audit/index.ts';
import { mustSee } from '../changes/index.ts';
import { addComment } from '../discussion/index.ts';

/** Somebody who can see a change says something about it. */
export async function commentOnChange(
  ctx: Ctx,
  { changeId, text }: { changeId: string; text: string },
): Promise<string> {
  requirePermission(ctx.actor, 'change.comment');
  return ctx.transaction(async (tx) => {
    await mustSee(tx, ctx, changeId);
    const commentId = newId('cmt');
    await addComment(tx, { id: commentId, subject: changeId, authorId: ctx.actor.id, text, at: ctx.now });
    await record(tx, ctx, { verb: 'change.commented', object: changeId, parts: { commentId } });
    return commentId;
  });
}
