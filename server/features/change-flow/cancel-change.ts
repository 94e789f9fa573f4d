import type { cancelChangeRoute } from '@interlock/contract/change-flow.ts';
import { holdsBack } from '@interlock/contract/holds-back.ts';
import type { z } from 'zod';
import { requirePermission } from '../../platform/authorize.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { refuse } from '../../platform/refusal.ts';
import { isStanding, roundsOf, voidRounds } from '../approvals/index.ts';
import { record } from '../audit/index.ts';
import { answersTo, type Guard, movesFrom, situationOf, targetOf } from '../change-guards/index.ts';
import { type ReadWithAct, readWithAct } from '../changes/index.ts';
import { enterState, lockAsRead, modelOf } from './flow.step.ts';

/** Somebody calls a change off before its work begins, with a reason and words. Work that has begun ends through review. */
export async function cancelChange(
  ctx: Ctx,
  guards: readonly Guard[],
  input: z.output<typeof cancelChangeRoute.input>,
): Promise<ReadWithAct | undefined> {
  requirePermission(ctx.actor, 'change.move');
  let read: ReadWithAct | undefined;
  await ctx.transaction(async (tx) => {
    const before = await lockAsRead(tx, ctx, input);
    const model = await modelOf(tx, ctx, before);
    const situation = await situationOf(tx, ctx, before, model);
    const transition = movesFrom(model, before, situation.holding).find(({ to }) => to === 'cancelled');
    const to = targetOf(model, 'cancelled');
    if (!transition || !to) {
      return refuse('no_such_move', 'Its work has begun or it is over: it can no longer be cancelled.', {
        next: 'Work that has begun ends through review.',
      });
    }
    const answers = await answersTo(tx, ctx, guards, situation, transition, undefined);
    const unmet = answers.filter(holdsBack);
    if (unmet.length > 0) refuse('move_refused', unmet.map(({ why }) => why).join(' '), { guards: answers });
    // Before what follows from it: the log is read as a story.
    await record(tx, ctx, {
      verb: 'change.cancelled',
      object: before.id,
      rev: before.revision,
      parts: { from: before.state, reason: input.reason, words: input.words },
    });
    const standing = (await roundsOf(tx, before.id)).filter(isStanding);
    const ended = standing.map((round) => ({ round }));
    await voidRounds(tx, ctx, ended, 'The change was cancelled');
    const change = { ...before, cancelReason: input.reason, cancelWords: input.words };
    await enterState(tx, ctx, { before, change, model, to });
    read = await readWithAct(tx, ctx, before.id);
  });
  return read;
}
