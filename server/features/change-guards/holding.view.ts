// Reads: the name of a change's team, through the door of identity.
import type { Holding } from '@interlock/contract/holding.ts';
import type { Ctx } from '../../platform/ctx.ts';
import type { Reads } from '../../platform/database/db.ts';
import { type Change, conditionFacts } from '../changes/index.ts';
import { groupById, groupsByIds } from '../identity/index.ts';
import { conditionsFrom, conditionsOf, type ModelVersion } from '../models/index.ts';
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
  return workedOut(ctx, change, team?.name, sources);
}

/** Every condition of the model, as it stands for this change now. */
export const holdingOf = (reads: Reads, ctx: Ctx, change: Change, { definition }: ModelVersion): Promise<Holding> =>
  conditionsHeld(reads, ctx, change, conditionsOf(definition));

/** Those that the moves from where this change stands ask, and the states to which they lead. */
export const holdingHere = (reads: Reads, ctx: Ctx, change: Change, { definition }: ModelVersion): Promise<Holding> =>
  conditionsHeld(reads, ctx, change, conditionsFrom(definition, change.state));

/** The same of several changes, whose teams are looked up at once. */
export async function holdingsHere(
  reads: Reads,
  ctx: Ctx,
  all: readonly { change: Change; model: ModelVersion }[],
): Promise<Holding[]> {
  const asked = all.map(({ change, model }) => conditionsFrom(model.definition, change.state));
  const ids = all.flatMap(({ change }, at) => (asked[at]?.length ? (change.teamId ?? []) : []));
  const teams = new Map((await groupsByIds(reads, [...new Set(ids)])).map(({ id, name }) => [id, name]));
  return Promise.all(
    all.map(({ change }, at) => workedOut(ctx, change, teams.get(change.teamId ?? ''), asked[at] ?? [])),
  );
}

async function workedOut(
  ctx: Ctx,
  change: Change,
  team: string | undefined,
  sources: readonly string[],
): Promise<Holding> {
  if (sources.length === 0) return new Map();
  const answers = await holdEach(sources, conditionFacts(change, { now: ctx.now, team }));
  return new Map(sources.map((source, at) => [source, answers[at] ?? { holds: false }]));
}
