import { orderIn } from '@interlock/contract/model-order.ts';
import type { ModelDefinition, StateDefinition } from '@interlock/contract/models.ts';
import type { Ctx } from '../../platform/ctx.ts';
import type { Tx } from '../../platform/database/db.ts';
import { must, refuse } from '../../platform/refusal.ts';
import { roundsOf, voidRounds } from '../approvals/index.ts';
import { holdingHere, movesFrom } from '../change-guards/index.ts';
import {
  type Change,
  contentOf,
  isOver,
  lockChange,
  mustSee,
  saveChange,
  seesAll,
  turnOf,
  waitsOnOf,
} from '../changes/index.ts';
import { stillAsRead } from '../identity/index.ts';
import { type ModelVersion, modelVersion, stateOf } from '../models/index.ts';
import { askApprovers, stateStands } from './asking.step.ts';
import { endedByLeaving } from './flow.rules.ts';
import { bringTasks } from './plan-follows.step.ts';
import { tellOfMove, tellOfReturn } from './told.step.ts';

/** Locks a change that the actor may see and that is still as they read it. */
export async function lockAsRead(
  tx: Tx,
  ctx: Ctx,
  { changeId, version }: { changeId: string; version?: number },
): Promise<Change> {
  const change = await lockChange(tx, changeId);
  if (!change) return refuse('not_found', 'There is no such change, or it is not yours to see.');
  if (!seesAll(ctx, change)) await mustSee(tx, ctx, changeId);
  return must(stillAsRead(change, version, change.number));
}

/** The model that the change was born with. */
export async function modelOf(tx: Tx, ctx: Ctx, change: Change): Promise<ModelVersion> {
  const model = await modelVersion(tx, ctx, change.modelId, change.modelVersion);
  if (!model) throw new Error(`${change.id} has a model version that is not there`);
  return model;
}

type Entering = {
  before: Change;
  change: Change;
  model: ModelVersion;
  to: StateDefinition;
  /** Rounds that still ask go on asking, because nobody took the change back: what they ask about is as it was. */
  keepsRounds?: boolean;
  /** Why an approver said no, where that is what took it back. */
  no?: string | undefined;
};

/**
 * Puts a change into a state and saves it, with all that follows: times, the rounds that end and those that the state opens,
 * whom it waits for, who hears of it. `before` is the row as it was locked; `change` carries what else has changed on the way.
 */
export async function enterState(tx: Tx, ctx: Ctx, entering: Entering): Promise<Change> {
  const { before, model, to } = entering;
  const { definition } = model;
  await tellOfReturn(tx, ctx, { before, definition, to, no: entering.no });
  const after = await entered(tx, ctx, entering);
  await tellOfMove(tx, ctx, { before, after, definition }, to);
  return after;
}

async function entered(
  tx: Tx,
  ctx: Ctx,
  { before, change, model, to, keepsRounds = false }: Entering,
): Promise<Change> {
  const { definition } = model;
  const moved: Change = {
    ...change,
    state: to.key,
    stateKind: to.kind,
    entered: { ...change.entered, [to.key]: ctx.now.toISOString() },
    hold: isOver({ stateKind: to.kind }) ? null : change.hold,
    ...actualTimes(model.definition, change, to, ctx.now),
  };
  await bringTasks(tx, ctx, { before, moved, model, to });
  if (!keepsRounds) await endRounds(tx, ctx, definition, before, to);
  if (to.approvals.length > 0) await askApprovers(tx, ctx, { change: moved, definition, state: to });
  return saveChange(tx, before, await waitingAnew(tx, ctx, moved, model), ctx.now);
}

/** Rounds ask in their state, and after an edit in a later one; so there are none to end where a state without one is left onward. */
async function endRounds(tx: Tx, ctx: Ctx, definition: ModelDefinition, before: Change, to: StateDefinition) {
  const order = orderIn(definition);
  const asks = (stateOf(definition, before.state)?.approvals.length ?? 0) > 0;
  if (!asks && order(to.key) >= order(before.state)) return;
  const open = (await roundsOf(tx, before.id)).filter(({ status }) => status === 'open');
  const ended = endedByLeaving(definition, { from: before.state, to: to.key }, open);
  await voidRounds(
    tx,
    ctx,
    ended.map((round) => ({ round })),
    `The change went to ${to.name}`,
  );
}

/** When the work began and ended. Of work that is recorded after the fact the window says it. */
function actualTimes({ retrospective }: ModelDefinition, change: Change, to: StateDefinition, now: Date) {
  if (retrospective) return { actualStart: change.plannedStart, actualEnd: change.plannedEnd };
  const { actualStart, actualEnd } = change;
  return {
    actualStart: to.kind === 'implement' ? (actualStart ?? now) : actualStart,
    actualEnd: to.kind === 'review' && actualStart ? (actualEnd ?? now) : actualEnd,
  };
}

/** The change with whom it waits for now. */
export async function waitingAnew(tx: Tx, ctx: Ctx, change: Change, model: ModelVersion): Promise<Change> {
  const holding = await holdingHere(tx, ctx, change, model);
  const stands = await standsHere(tx, change, model);
  const wait = waitsOnOf(model.definition, change, stands, movesFrom(model, change, holding));
  return { ...change, ...wait, waitsTurnAt: turnOf(model.definition, change, ctx.now) };
}

/** Whether the state in which a change is asks approvers, and has from them all that it needs. */
export async function standsHere(tx: Tx, change: Change, { definition }: ModelVersion): Promise<boolean> {
  const here = stateOf(definition, change.state);
  if (!here || here.approvals.length === 0) return false;
  return stateStands(await roundsOf(tx, change.id), contentOf(change), here);
}
