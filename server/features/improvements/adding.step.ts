import type { Ctx } from '../../platform/ctx.ts';
import type { Tx } from '../../platform/database/db.ts';
import { record } from '../audit/index.ts';
import { notify } from '../notifications/index.ts';
import { insertImprovement, mustOwn, type Written } from './improvement.store.ts';

/** Puts a lesson into the register. `sees` says whether its owner may know of what it was learnt from. Answers its id. */
export async function addImprovement(
  tx: Tx,
  ctx: Ctx,
  { subject, sees, ...written }: Written & { subject: string; sees: () => Promise<boolean> },
): Promise<string> {
  await mustOwn(tx, written.ownerId, sees);
  const { id, number } = await insertImprovement(tx, subject, written, ctx.actor.id, ctx.now);
  await record(tx, ctx, {
    verb: 'improvement.added',
    object: subject,
    parts: { improvement: `${number} ${written.title}`, owner: written.ownerId, dueOn: written.dueOn },
  });
  await notify(tx, ctx, {
    kind: 'improvement_given',
    subject,
    to: [written.ownerId],
    parts: { words: written.title },
  });
  return id;
}
