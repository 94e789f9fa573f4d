import { fieldWord } from '@interlock/contract/field-words.ts';
import type { Holding } from '@interlock/contract/holding.ts';
import type { StateDefinition } from '@interlock/contract/models.ts';
import type { Ctx } from '../../platform/ctx.ts';
import type { Tx } from '../../platform/database/db.ts';
import { refuse } from '../../platform/refusal.ts';
import { isAmong, isSamePerson } from '../../platform/same-person.ts';
import { covers, fellBy, isStanding, newestOf, type Round, roundsOf, voidRounds } from '../approvals/index.ts';
import { record } from '../audit/index.ts';
import { holdingOf } from '../change-guards/index.ts';
import {
  addRevision,
  type Change,
  contentOf,
  type FieldEdit,
  isFixed,
  missingFields,
  saveChange,
} from '../changes/index.ts';
import { demandsOf, isPastAssessment, type ModelVersion, stateOf, statesOnWay } from '../models/index.ts';
import { askApprovers, isAsked, stateStands } from './asking.step.ts';
import { afterVoiding } from './flow.rules.ts';
import { enterState, waitingAnew } from './flow.step.ts';

export type Edited = { before: Change; after: Change; model: ModelVersion; edits: readonly FieldEdit[] };
export type Falling = { round: Round; fellBy: string[] };

/** The revision that an edit makes, or that it leaves where it touches nothing that approvers decide on. */
export const revisedBy = ({ revision }: Change, edits: readonly FieldEdit[]): number =>
  revision + (edits.length > 0 ? 1 : 0);

/**
 * Saves an edit. What approvers decide on makes a revision; the rounds whose own fields it touches fall, and the change goes back
 * to the first state that must ask again. Rounds that it does not touch stand, with their votes.
 */
export async function saveEdit(tx: Tx, ctx: Ctx, edit: Edited): Promise<Change> {
  const rounds = await roundsOf(tx, edit.before.id);
  return saveWithRounds(tx, ctx, edit, rounds, isFixed(edit.before) ? [] : await whatFalls(tx, ctx, edit, rounds));
}

/** The same where it is known which rounds fall. */
export async function saveWithRounds(
  tx: Tx,
  ctx: Ctx,
  { before, after, model, edits }: Edited,
  rounds: readonly Round[],
  falling: readonly Falling[],
): Promise<Change> {
  const editors = Object.fromEntries(edits.map(({ field }) => [field, ctx.actor.id]));
  const revision = revisedBy(before, edits);
  const revised = { ...after, revision, lastEditors: { ...before.lastEditors, ...editors } };
  if (isFixed(before) && edits.length > 0) mustBeFree(ctx, after, rounds);
  const edited = { before, after: revised, model, edits };
  const way = statesOnWay(model.definition, before);
  const asksAgain = falling
    .filter(({ round }) => !round.advisory && way.has(round.state))
    .map(({ round }) => round.state);
  const back = afterVoiding(model.definition, revised.state, asksAgain);
  await voidAll(tx, ctx, edited, falling, back);
  await keepDemands(tx, ctx, edited, back);
  if (edits.length > 0) await addRevision(tx, revised, ctx.actor.id, ctx.now, edits);
  await recordTolerated(tx, ctx, edited, rounds, falling);
  if (back) return enterState(tx, ctx, { before, change: revised, model, to: back, keepsRounds: true });
  const here = stateOf(model.definition, revised.state);
  if (here && falling.some(({ round }) => round.state === here.key)) {
    await askApprovers(tx, ctx, { change: revised, definition: model.definition, state: here });
  }
  return saveChange(tx, before, await waitingAnew(tx, ctx, revised, model), ctx.now);
}

/** Standing rounds that the edit touches, and those that were not asked before and would be now. */
async function whatFalls(tx: Tx, ctx: Ctx, { before, after, model, edits }: Edited, rounds: readonly Round[]) {
  const standing = rounds.filter(isStanding);
  if (before.modelId !== after.modelId) return standing.map((round): Falling => ({ round, fellBy: ['modelId'] }));
  const isNew = (field: 'assigneeId' | 'requesterId') => before[field] !== after[field];
  const edit = {
    fields: [...edits.map(({ field }) => field), ...(isNew('requesterId') ? ['requesterId'] : [])],
    window: after.window,
    newlyTied: (['assigneeId', 'requesterId'] as const).filter(isNew).map((field) => after[field]),
    editor: ctx.actor.id,
  };
  const fallen = standing
    .map((round): Falling => ({ round, fellBy: fellBy(round, edit) }))
    .filter((falling) => falling.fellBy.length > 0);
  return [...fallen, ...(edits.length > 0 ? await skippedNoMore(tx, ctx, after, model, rounds) : [])];
}

/** Rounds that were not asked, because their condition did not hold, and would be now. */
export async function skippedNoMore(
  tx: Tx,
  ctx: Ctx,
  change: Change,
  { definition }: ModelVersion,
  rounds: readonly Round[],
) {
  const found: Falling[] = [];
  for (const { key, approvals } of definition.states) {
    for (const asking of approvals) {
      const round = newestOf(rounds, key, asking.key);
      if (round?.status === 'skipped' && (await isAsked(tx, ctx, change, asking))) found.push({ round, fellBy: [] });
    }
  }
  return found;
}

export async function voidAll(
  tx: Tx,
  ctx: Ctx,
  { before, after, edits }: Edited,
  falling: readonly Falling[],
  back: StateDefinition | undefined,
): Promise<void> {
  if (falling.length === 0) return;
  for (const { round, fellBy: fields } of falling) {
    const because =
      fields.length > 0
        ? `${before.number} was edited: ${fields.map(fieldWord).join(', ')}`
        : 'Its condition holds since an edit';
    await voidRounds(tx, ctx, [{ round, fellBy: fields }], because);
  }
  await record(tx, ctx, {
    verb: 'change.rounds_voided',
    object: before.id,
    rev: after.revision,
    parts: {
      rounds: falling.map(({ round }) => round.id),
      names: falling.map(({ round }) => round.name),
      fields: edits.map(({ field }) => field),
      from: before.state,
      to: back?.key ?? after.state,
    },
  });
}

/** A window that was moved without asking anybody is on record with the rounds that allow it. */
async function recordTolerated(
  tx: Tx,
  ctx: Ctx,
  { before, after, edits }: Edited,
  rounds: readonly Round[],
  falling: readonly Falling[],
): Promise<void> {
  if (!edits.some(({ field }) => field === 'window')) return;
  const fell = new Set(falling.map(({ round }) => round.id));
  const allowing = rounds.filter((round) => isStanding(round) && covers(round, 'window') && !fell.has(round.id));
  if (isFixed(before) || before.window === null || allowing.length === 0) return;
  await record(tx, ctx, {
    verb: 'change.window_moved_within_tolerance',
    object: before.id,
    rev: after.revision,
    parts: { names: allowing.map(({ name }) => name), before: before.window, after: after.window },
  });
}

/** What the state gone back to demands is there; else what the present one and each that stands demanded is not taken away again. */
async function keepDemands(
  tx: Tx,
  ctx: Ctx,
  { before, after, model, edits }: Edited,
  back: StateDefinition | undefined,
) {
  const { definition } = model;
  const holding = await holdingOf(tx, ctx, after, model);
  if (edits.length > 0 && isPastAssessment(definition, back?.key ?? after.state) && before.riskLevel !== 'none') {
    mustMeet('What has been assessed', missingFields(after, ['riskLevel']));
  }
  if (back) mustMeet(back.name, missingFields(after, demandsOf(definition, back, holding)));
  else mustKeep({ before, after, model, standing: await standingStates(tx, after, model) }, holding);
}

async function standingStates(tx: Tx, change: Change, { definition }: ModelVersion): Promise<StateDefinition[]> {
  const [rounds, content] = [await roundsOf(tx, change.id), contentOf(change)];
  return definition.states.filter(
    (state) => state.key === change.state || (state.approvals.length > 0 && stateStands(rounds, content, state)),
  );
}

type Keeping = Omit<Edited, 'edits'> & { standing: readonly StateDefinition[] };

function mustKeep({ before, after, model, standing }: Keeping, holding: Holding): void {
  for (const state of standing) {
    const missing = missingFields(after, demandsOf(model.definition, state, holding));
    mustMeet(
      state.name,
      missing.filter((field) => missingFields(before, [field]).length === 0),
    );
  }
}

function mustMeet(stateName: string, missing: readonly string[]): void {
  if (missing.length === 0) return;
  refuse('invalid', `${stateName} needs ${missing.map(fieldWord).join(', ')}.`, {
    errors: missing.map((path) => ({ path, message: `${stateName} needs it` })),
  });
}

/**
 * Once work has begun no round is asked again: only who carries it out can still be replaced, by somebody who neither
 * approved it nor names themself.
 */
function mustBeFree(ctx: Ctx, { assigneeId, linked }: Change, rounds: readonly Round[]): void {
  const approved = rounds.filter(({ status }) => status === 'approved').flatMap(({ votes }) => votes);
  const because = isSamePerson(linked, assigneeId, ctx.actor.id)
    ? 'Who names the new assignee does not become it.'
    : 'Who approved it does not carry it out.';
  if (
    !isSamePerson(linked, assigneeId, ctx.actor.id) &&
    !approved.some(({ personId, castBy }) => isAmong(linked, assigneeId, [personId, castBy.id]))
  )
    return;
  refuse('invalid', because, { errors: [{ path: 'assigneeId', message: 'name somebody else' }] });
}
