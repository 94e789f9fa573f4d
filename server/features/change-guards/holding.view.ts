// Reads: the name of a change's team, through the door of identity.
import type { Ctx } from '../../platform/ctx.ts';
import type { Reads } from '../../platform/db.ts';
import { type Change, conditionFacts } from '../changes/index.ts';
import { groupById } from '../identity/index.ts';
import { conditionsFrom, conditionsOf, type Holding, type ModelVersion } from '../models/index.ts';
import { holdEach } from '../policy/index.ts';

/** How conditions stand for a change now, all in one go. Without conditions it costs nothing. */
export async function conditionsHeld(
  reads: Reads,
  ctx: Ctx,
  change: Change,
  sources: readonly string[],
): Promise<Holding> {
  if (sources.length === 0) return new Map();
  const team = change.teamId === null ? undefined : await groupById(reads, change.teamId);
  const held = await holdEach(sources, conditionFacts(change, { now: ctx.now, team: team?.name }));
  return new Map(sources.map((source, at) => [source, held[at] ?? { holds: false }]));
}

/** Every condition of the model, as it stands for this change now. */
export const holdingOf = (reads: Reads, ctx: Ctx, change: Change, { definition }: ModelVersion): Promise<Holding> =>
  conditionsHeld(reads, ctx, change, conditionsOf(definition));

/** Those that the moves from where this change stands ask, and the states to which they lead. */
export const holdingHere = (reads: Reads, ctx: Ctx, change: Change, { definition }: ModelVersion): Promise<Holding> =>
  conditionsHeld(reads, ctx, change, conditionsFrom(definition, change.state));
