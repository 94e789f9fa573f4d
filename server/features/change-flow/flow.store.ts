import type { ModelDefinition, StateDefinition } from '@interlock/contract/models.ts';
import type { Ctx } from '../../platform/ctx.ts';
import type { Tx } from '../../platform/db.ts';
import { refuse } from '../../platform/refusal.ts';
import { openRound, type Round, roundsOf, voidRounds, whyNoVoter } from '../approvals/index.ts';
import { record } from '../audit/index.ts';
import { holdingOf } from '../change-guards/index.ts';
import {
  type Change,
  contentHashOf,
  isOver,
  lockChange,
  mustSee,
  saveChange,
  seesAll,
  tieOfOther,
  waitsOn,
} from '../changes/index.ts';
import { activeMembersOf, groupById, peopleByIds } from '../identity/index.ts';
import { isOffered, type ModelVersion, modelVersion } from '../models/index.ts';
import { bringTasks } from './plan-follows.store.ts';
import { tellOfMove, tellOfReturn } from './told.store.ts';

/** Locks a change that the actor may see and that is still as they read it. */
export async function lockAsRead(
  tx: Tx,
  ctx: Ctx,
  { changeId, version }: { changeId: string; version?: number },
): Promise<Change> {
  const change = await lockChange(tx, changeId);
  if (!change) return refuse('not_found', 'There is no such change, or it is not yours to see.');
  if (!seesAll(ctx, change)) await mustSee(tx, ctx, changeId);
  if (version !== undefined && version !== change.version) {
    refuse('changed_meanwhile', `${change.number} was changed by somebody else after you loaded it.`, {
      next: 'Load it again, look at what is new, and repeat what you wanted.',
    });
  }
  return change;
}

/** The model that the change was born with. */
export async function modelOf(tx: Tx, ctx: Ctx, change: Change): Promise<ModelVersion> {
  const model = await modelVersion(tx, ctx, change.modelId, change.modelVersion);
  if (!model) throw new Error(`${change.id} has a model version that is not there`);
  return model;
}

/** Whether the newest round of this state has said yes to this content; no where the state has asked nobody. */
export function roundStands(rounds: readonly Round[], change: Change, state: string): boolean {
  const newest = rounds.filter((round) => !round.imported && round.state === state).at(-1);
  return newest?.status === 'approved' && newest.contentHash === contentHashOf(change);
}

/**
 * Puts a change into a state and saves it, with all that follows: times, the round that the state opens, whom it waits for, who
 * hears of it.
 * `before` is the row as it was locked; `change` carries what else has changed on the way.
 */
export async function enterState(tx: Tx, ctx: Ctx, entering: Entering): Promise<Change> {
  const { before, model, to } = entering;
  const { definition } = model;
  await tellOfReturn(tx, ctx, { before, definition, to });
  const after = await entered(tx, ctx, entering);
  await tellOfMove(tx, ctx, { before, after, definition }, to);
  return after;
}

type Entering = { before: Change; change: Change; model: ModelVersion; to: StateDefinition };

async function entered(tx: Tx, ctx: Ctx, { before, change, model, to }: Entering): Promise<Change> {
  const moved: Change = {
    ...change,
    state: to.key,
    stateKind: to.kind,
    entered: { ...change.entered, [to.key]: ctx.now.toISOString() },
    hold: isOver({ stateKind: to.kind }) ? null : change.hold,
    ...actualTimes(model.definition, change, to, ctx.now),
  };
  await bringTasks(tx, ctx, { before, moved, model, to });
  if (to.approvals.length > 0) await askApprovers(tx, ctx, moved, to);
  return saveChange(tx, before, await waitingAnew(tx, ctx, moved, model, false), ctx.now);
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
export async function waitingAnew(
  tx: Tx,
  ctx: Ctx,
  change: Change,
  model: ModelVersion,
  roundStands: boolean,
): Promise<Change> {
  const holding = await holdingOf(tx, ctx, change, model);
  const waiting = waitsOn(model.definition, change, roundStands, (made) => isOffered(made, holding));
  return { ...change, waitsOn: waiting };
}

/** Opens the round of a state that asks; an earlier round of that state is replaced. */
export async function askApprovers(tx: Tx, ctx: Ctx, change: Change, state: StateDefinition): Promise<void> {
  const [asking] = state.approvals;
  if (!asking) return;
  const earlier = (await roundsOf(tx, change.id)).filter((round) => round.state === state.key);
  await voidRounds(tx, ctx, earlier, 'Replaced by a newer round');
  const group = await groupById(tx, asking.group);
  const members = (await activeMembersOf(tx, asking.group)) ?? [];
  const people = await peopleByIds(
    tx,
    members.map(({ id }) => id),
  );
  const round = await openRound(tx, ctx, {
    subject: change.id,
    state: state.key,
    quorum: asking.quorum,
    oneRejectionEnds: asking.oneRejectionEnds,
    contentHash: contentHashOf(change),
    candidates: members.map(({ id, name }) => ({
      id,
      name,
      because: `Member of ${group?.name ?? asking.group}`,
      tie: tieOfOther(change, id) ?? whyNoVoter(people.get(id) ?? { active: false, roles: [] }),
    })),
  });
  await record(tx, ctx, {
    verb: 'change.round_opened',
    object: change.id,
    parts: { round: round.id, state: state.key, asked: round.asked, needed: round.needed },
  });
}
