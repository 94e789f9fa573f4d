import type { Ctx } from '../../platform/ctx.ts';
import { closeExpired, roundsOf } from '../approvals/index.ts';
import { record } from '../audit/index.ts';
import { followNo, modelOf } from '../change-flow/index.ts';
import { everybodyOn, isFixed, lockChange } from '../changes/index.ts';
import { notify } from '../notifications/index.ts';

/**
 * The planned start has come and a round that ends with it is still open: it has approved nothing, and the change goes where a no
 * would have taken it. Advice that did not come in time holds nothing back.
 */
export async function expireRound(
  ctx: Ctx,
  { changeId, roundId }: { changeId: string; roundId: string },
): Promise<void> {
  await ctx.transaction(async (tx) => {
    const change = await lockChange(tx, changeId);
    const round = (await roundsOf(tx, changeId)).find(({ id, status }) => id === roundId && status === 'open');
    if (!change || !round?.expiresAtStart || isFixed(change) || change.hold !== null) return;
    const start = change.plannedStart;
    if (!start || start > ctx.now || start <= round.askedAt) return;
    await closeExpired(tx, ctx, round);
    // The most particular first: nobody is told twice of one act.
    await notify(tx, ctx, {
      kind: 'round_expired',
      subject: changeId,
      to: everybodyOn(change),
      parts: { round: round.name },
    });
    if (round.advisory) {
      const parts = { round: round.id, name: round.name };
      await record(tx, ctx, { verb: 'change.round_expired', object: changeId, rev: change.revision, parts });
    } else {
      const model = await modelOf(tx, ctx, change);
      await followNo(tx, ctx, { change, model, round, verb: 'change.round_expired' });
    }
  });
}
