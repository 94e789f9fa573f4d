import { requirePermission } from '../../platform/authorize.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { must, refuse } from '../../platform/refusal.ts';
import { type Round, roundsOf, voidRounds } from '../approvals/index.ts';
import { record } from '../audit/index.ts';
import { anewOf, askApprovers, isStuck, lockAsRead, modelOf } from '../change-flow/index.ts';
import { coordinates, notHeld, saveChange } from '../changes/index.ts';

/** A round that can no longer pass is replaced by one that asks the group's present members. */
export async function askAgain(ctx: Ctx, { changeId, version }: { changeId: string; version: number }): Promise<void> {
  requirePermission(ctx.actor, 'change.move');
  if (!coordinates(ctx.actor)) {
    refuse('forbidden', 'A coordinator or a change manager asks again.');
  }
  await ctx.transaction(async (tx) => {
    const change = await lockAsRead(tx, ctx, { changeId, version });
    must(notHeld(change));
    const rounds = await roundsOf(tx, changeId);
    const stuck = rounds.filter((round) => isStuck(round, change));
    if (stuck.length === 0) {
      refuse('round_not_stuck', 'Enough people can still decide.', { next: 'Wait for them, or remind them.' });
    }
    const { definition } = await modelOf(tx, ctx, change);
    const { states } = definition;
    // Before what follows from it: the log is read as a story.
    await record(tx, ctx, {
      verb: 'change.asked_again',
      object: changeId,
      rev: change.revision,
      parts: {
        rounds: stuck.map(({ id }) => id),
        names: stuck.map(({ name }) => name),
        needed: await Promise.all(
          stuck.map(async (round) => inWords(round, await anewOf(tx, ctx, { change, states, round }))),
        ),
      },
    });
    const replaced = stuck.map((round) => ({ round }));
    await voidRounds(tx, ctx, replaced, 'Replaced by a newer round');
    for (const state of states.filter(({ key }) => stuck.some((round) => round.state === key))) {
      await askApprovers(tx, ctx, { change, definition, state });
    }
    await saveChange(tx, change, change, ctx.now);
  });
}

/** How many yes it takes from now on, and how many it took before. */
const inWords = ({ needed, asked }: Round, anew: { needed: number; of: number } | null): string => {
  const before = `${needed} of ${asked.length}`;
  return anew ? `${anew.needed} of ${anew.of}, before: ${before}` : `nobody, before: ${before}`;
};
