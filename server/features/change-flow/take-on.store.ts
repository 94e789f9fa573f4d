import type { GuardAnswer } from '@interlock/contract/change-flow.ts';
import type { TransitionDefinition } from '@interlock/contract/models.ts';
import type { Ctx } from '../../platform/ctx.ts';
import type { Tx } from '../../platform/db.ts';
import { record } from '../audit/index.ts';
import { insertOverrides, spendGrants } from '../change-guards/index.ts';
import { type Change, contentHashOf } from '../changes/index.ts';

/** A move went on past guards that were not met: who took that on themselves, and why, is kept and told. */
export async function recordOverrides(
  tx: Tx,
  ctx: Ctx,
  change: Change,
  { from, to }: TransitionDefinition,
  answers: readonly GuardAnswer[],
): Promise<void> {
  const passed = answers.filter(({ guard, met }) => !met && guard !== 'mover');
  if (passed.length === 0) return;
  const overrides = passed.map(({ guard, enforcement, why, overridden }) => ({
    changeId: change.id,
    guard,
    modelId: change.modelId,
    from,
    to,
    degree: enforcement,
    why,
    words: overridden?.words ?? '',
    by: overridden?.by.id ?? ctx.actor.id,
    movedBy: ctx.actor.id,
    contentHash: contentHashOf(change),
  }));
  await insertOverrides(tx, overrides, ctx.now);
  if (passed.some(({ enforcement }) => enforcement === 'extra_approver')) await spendGrants(tx, change.id, to, ctx.now);
  for (const { guard, degree, why, words, by } of overrides) {
    await record(tx, ctx, {
      verb: 'change.guard_overridden',
      object: change.id,
      rev: change.revision,
      parts: { guard, degree, why, ...(words && { words }), by },
    });
  }
}
