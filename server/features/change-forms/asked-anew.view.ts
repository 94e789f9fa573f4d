// Reads: the change, its model, its rounds and their groups through the doors of their features.
import type { AskedAnew } from '@interlock/contract/decisions.ts';
import { neededOf } from '@interlock/contract/quorum.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { refuse } from '../../platform/refusal.ts';
import { roundsOf } from '../approvals/index.ts';
import { candidates, isAsked, isStuck } from '../change-flow/index.ts';
import { loadChange, mustSee } from '../changes/index.ts';
import { modelVersion } from '../models/index.ts';

/** Before somebody asks again: what each stuck round takes now, and what it would take of the group's present members. */
export async function askedAnew(ctx: Ctx, changeId: string): Promise<{ rounds: AskedAnew[] }> {
  await mustSee(ctx.db, ctx, changeId);
  const change = await loadChange(ctx.db, changeId);
  if (!change) return refuse('not_found', 'There is no such change, or it is not yours to see.');
  const model = await modelVersion(ctx.db, ctx, change.modelId, change.modelVersion);
  const stuck = (await roundsOf(ctx.db, changeId)).filter((round) => isStuck(round, change));
  const rounds = stuck.map(async (round): Promise<AskedAnew> => {
    const state = model?.definition.states.find(({ key }) => key === round.state);
    const definition = state?.approvals.find(({ key }) => key === round.key);
    const now = { needed: round.needed, of: round.asked.length };
    if (!definition || !(await isAsked(ctx.db, ctx, change, definition))) return { name: round.name, now, anew: null };
    const people = await candidates(ctx.db, change, { definition, leaves: round.leaves });
    const of = people.filter(({ tie }) => tie === undefined).length;
    return { name: round.name, now, anew: { needed: neededOf(definition.quorum, of), of } };
  });
  return { rounds: await Promise.all(rounds) };
}
