// Reads: the change, its model, its rounds and their groups through the doors of their features.
import type { AskedAnew } from '@interlock/contract/decisions.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { refuse } from '../../platform/refusal.ts';
import { roundsOf } from '../approvals/index.ts';
import { anewOf, isStuck } from '../change-flow/index.ts';
import { loadChange, mustSee } from '../changes/index.ts';
import { modelVersion } from '../models/index.ts';

/** Before somebody asks again: what each stuck round takes now, and what it would take of the group's present members. */
export async function askedAnew(ctx: Ctx, changeId: string): Promise<{ rounds: AskedAnew[] }> {
  await mustSee(ctx.db, ctx, changeId);
  const change = await loadChange(ctx.db, changeId);
  if (!change) return refuse('not_found', 'There is no such change, or it is not yours to see.');
  const model = await modelVersion(ctx.db, ctx, change.modelId, change.modelVersion);
  const stuck = (await roundsOf(ctx.db, changeId)).filter((round) => isStuck(round, change));
  const states = model?.definition.states ?? [];
  const rounds = stuck.map(
    async (round): Promise<AskedAnew> => ({
      name: round.name,
      now: { needed: round.needed, of: round.asked.length },
      anew: await anewOf(ctx.db, ctx, { change, states, round }),
    }),
  );
  return { rounds: await Promise.all(rounds) };
}
