import { requirePermission } from '../../platform/authorize.ts';
import type { Ctx } from '../../platform/ctx.ts';
import type { Tx } from '../../platform/database/db.ts';
import { newId } from '../../platform/ids.ts';
import { record } from '../audit/index.ts';
import { everybodyOn, loadChange, mustSee } from '../changes/index.ts';
import { addComment, mentionsIn, watchersOf } from '../discussion/index.ts';
import { peopleByEmails } from '../identity/index.ts';
import { notify } from '../notifications/index.ts';

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
    await tellOfComment(tx, ctx, changeId, text);
    return commentId;
  });
}

/** Whom the comment calls hears that they are called; those named on the change and its watchers, that somebody commented. */
async function tellOfComment(tx: Tx, ctx: Ctx, changeId: string, words: string): Promise<void> {
  const mentioned = await peopleByEmails(tx, mentionsIn(words));
  const change = await loadChange(tx, changeId);
  const to = [...(change ? everybodyOn(change) : []), ...(await watchersOf(tx, changeId))];
  await notify(
    tx,
    ctx,
    { kind: 'mentioned', subject: changeId, to: mentioned, parts: { words } },
    { kind: 'watched_change_commented', subject: changeId, to, parts: { words } },
  );
}
