// Reads: groups and their members, through the doors of identity and change-flow.

import type { ChangeNeeds, changeNeedsRoute } from '@interlock/contract/change-forms.ts';
import { asksUnder, type Holding } from '@interlock/contract/holding.ts';
import { materialFields } from '@interlock/contract/material.ts';
import type { ModelDefinition, Mover, RequirableField, RoundDefinition } from '@interlock/contract/models.ts';
import { neededOf } from '@interlock/contract/quorum.ts';
import type { z } from 'zod';
import { requirePermission } from '../../platform/authorize.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { must, refuse } from '../../platform/refusal.ts';
import { covers, leavesOf } from '../approvals/index.ts';
import { candidates } from '../change-flow/index.ts';
import { conditionsHeld } from '../change-guards/index.ts';
import {
  blankChange,
  type Change,
  loadChange,
  materialEdits,
  mayBeBorn,
  missingFields,
  mustSee,
  written,
} from '../changes/index.ts';
import { groupsByIds } from '../identity/index.ts';
import { groupsNamed } from '../model-checks/index.ts';
import {
  conditionalDemands,
  conditionsOf,
  currentModel,
  demandsOf,
  demandsOfLeaving,
  firstState,
  isOffered,
  type ModelVersion,
  modelVersion,
} from '../models/index.ts';
import { conditionInWords } from '../policy/index.ts';
import { linkedAccounts } from '../same-person/index.ts';
import {
  conditionsSteering,
  type Demanded,
  inOrder,
  type Leg,
  needsOn,
  steering,
  stepOf,
  wayFrom,
} from './needs.rules.ts';

type Asked = z.output<typeof changeNeedsRoute.input>;

/** What a change would need on its way and whom it would ask, as it is answered so far. */
export async function changeNeeds(ctx: Ctx, { modelId, changeId, ...fields }: Asked): Promise<ChangeNeeds> {
  requirePermission(ctx.actor, 'change.raise');
  const { before, model } = await begun(ctx, modelId, changeId);
  const { definition } = model;
  const after = await written(ctx.db, before, fields);
  const mine = materialEdits(before, after).map(({ field }) => [field, ctx.actor.id]);
  const lastEditors = { ...before.lastEditors, ...Object.fromEntries(mine) };
  const change = { ...after, lastEditors, linked: await linkedAccounts(ctx.db) };
  const steers = conditionsSteering(definition);
  const holding = await conditionsHeld(ctx.db, ctx, change, [...new Set([...conditionsOf(definition), ...steers])]);
  const way = wayFrom(definition, change.state, (move) => isOffered(move, holding));
  const groups = new Map((await groupsByIds(ctx.db, groupsNamed(definition))).map(({ id, name }) => [id, name]));
  const missing = new Set(
    missingFields(
      change,
      way.flatMap(({ from, to }) => demandsBetween(definition, { from, to }, holding)),
    ),
  );
  const rounds = await roundsOn(ctx, { change, definition, way, holding, groups });
  const [first] = way;
  return {
    next: first ? stepOf(first.to) : null,
    needs: needsOn(
      way.map((leg) => demandedOn(definition, leg, holding)),
      {
        missing: (demand) => missing.has(demand),
        mover: (mover) => moverWords(mover, groups),
        condition: conditionInWords,
      },
    ),
    rounds: rounds.map(({ leaves: _, ...round }) => round),
    deciders: decidersOf(rounds),
    steers: steering(steers),
    priority: change.priority,
  };
}

/** The draft as it stands: one that is there, or one of which nothing is written yet; with the model that it would have. */
async function begun(
  ctx: Ctx,
  modelId: string,
  changeId: string | undefined,
): Promise<{ before: Change; model: ModelVersion }> {
  const there = changeId === undefined ? undefined : await seen(ctx, changeId);
  if (there && there.modelId === modelId) {
    const model = await modelVersion(ctx.db, ctx, there.modelId, there.modelVersion);
    if (!model) throw new Error(`${there.id} has a model version that is not there`);
    return { before: there, model };
  }
  if (there && there.stateKind !== 'draft') refuse('model_fixed', `It is in ${there.state} already.`);
  const model = await currentModel(ctx.db, ctx, modelId);
  const state = model && firstState(model.definition);
  if (!model || !state)
    return refuse('invalid', 'There is no such model.', { errors: [{ path: 'modelId', message: 'no such model' }] });
  requirePermission(ctx.actor, model.definition.raise);
  must(mayBeBorn(model.definition, false));
  const born = { state: state.key, stateKind: state.kind };
  const blank = blankChange(ctx, model.modelId, model.version, born);
  return {
    before: there ? { ...there, modelId, modelVersion: model.version, locked: [], required: [], ...born } : blank,
    model,
  };
}

async function seen(ctx: Ctx, changeId: string): Promise<Change> {
  await mustSee(ctx.db, ctx, changeId);
  return (
    (await loadChange(ctx.db, changeId)) ?? refuse('not_found', 'There is no such change, or it is not yours to see.')
  );
}

type Ends = Pick<Leg, 'from' | 'to'>;

const demandsBetween = (definition: ModelDefinition, { from, to }: Ends, holding: Holding): RequirableField[] => [
  ...new Set([...demandsOf(definition, to, holding), ...demandsOfLeaving(definition, from.key, to.key)]),
];

function demandedOn(definition: ModelDefinition, leg: Leg, holding: Holding): Demanded {
  const where = new Map<RequirableField, string>();
  for (const { when, fields } of conditionalDemands(leg.to, holding))
    for (const field of fields) if (!leg.to.requires.includes(field) && !where.has(field)) where.set(field, when);
  return { ...leg, demands: demandsBetween(definition, leg, holding), where };
}

const places: Record<string, string[]> = {
  requester: ['the requester'],
  coordinator: ['a coordinator'],
  change_manager: ['a change manager'],
  assignee: ['the assignee'],
  round: [],
};
const moverWords = (mover: Mover, groups: ReadonlyMap<string, string>): string[] =>
  'group' in mover ? [groups.get(mover.group) ?? mover.group] : (places[mover.is] ?? []);

type Asking = {
  change: Change;
  definition: ModelDefinition;
  way: readonly Leg[];
  holding: Holding;
  groups: ReadonlyMap<string, string>;
};
type RoundAhead = ChangeNeeds['rounds'][number] & { leaves: string[] };

async function roundsOn(ctx: Ctx, asking: Asking): Promise<RoundAhead[]> {
  const rounds: RoundAhead[] = [];
  for (const { to } of asking.way)
    for (const round of inOrder(to.approvals))
      rounds.push({ state: stepOf(to), ...(await roundAhead(ctx, asking, round)) });
  return rounds;
}

async function roundAhead(ctx: Ctx, { change, definition, holding, groups }: Asking, round: RoundDefinition) {
  const { name, group, when, quorum, advisory } = round;
  const all = definition.states.flatMap(({ approvals }) => approvals);
  const leaves = leavesOf(
    round,
    all.filter((one) => asksUnder(one.when, holding)),
  );
  const free = (await candidates(ctx.db, change, { definition: round, leaves })).filter(({ tie }) => tie === undefined);
  return {
    ...{ name, advisory, leaves },
    group: groups.get(group) ?? group,
    asks: asksUnder(when, holding),
    where: when === undefined ? null : conditionInWords(when),
    people: free.length,
    needed: neededOf(quorum, free.length),
  };
}

const decidersOf = (rounds: readonly RoundAhead[]): ChangeNeeds['deciders'] =>
  Object.fromEntries(
    materialFields.flatMap((field) => {
      const asking = rounds.filter((round) => round.asks && covers(round, field));
      return asking.length > 0 ? [[field, [...new Set(asking.map(({ group }) => group))]]] : [];
    }),
  );
