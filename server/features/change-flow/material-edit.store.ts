import type { Ctx } from '../../platform/ctx.ts';
import type { Tx } from '../../platform/db.ts';
import { refuse } from '../../platform/refusal.ts';
import { type Round, voidRounds } from '../approvals/index.ts';
import { record } from '../audit/index.ts';
import { holdingOf } from '../change-guards/index.ts';
import { addRevision, type Change, type FieldEdit, isFixed, missingFields, saveChange } from '../changes/index.ts';
import { demandsOf, type Holding, isPastAssessment, type ModelVersion } from '../models/index.ts';
import { afterVoiding, leavesRoundsStanding } from './flow.rules.ts';
import { enterState, roundStands, waitingAnew } from './flow.store.ts';

type Edited = { before: Change; after: Change; model: ModelVersion; rounds: readonly Round[] };

/** Saves an edit of nothing that approvers decide on. */
export async function saveMargin(tx: Tx, ctx: Ctx, { before, after, model, rounds }: Edited): Promise<void> {
  mustKeepDemands({ before, after, model, rounds }, await holdingOf(tx, ctx, after, model));
  const stands = roundStands(rounds, after, after.state);
  await saveChange(tx, before, await waitingAnew(tx, ctx, after, model, stands), ctx.now);
}

/** Saves an edit of what approvers decide on: a revision, and back to the first state whose round it voids. */
export async function saveMaterial(
  tx: Tx,
  ctx: Ctx,
  { before, after, model, rounds, edits }: Edited & { edits: readonly FieldEdit[] },
): Promise<void> {
  const { definition } = model;
  const editors = Object.fromEntries(edits.map(({ field }) => [field, ctx.actor.id]));
  const revised = { ...after, revision: before.revision + 1, lastEditors: { ...before.lastEditors, ...editors } };
  if (isFixed(before)) mustBeFree(ctx, after, rounds);
  const voided = isFixed(before) ? [] : await voidWhatFalls(tx, ctx, { before, after: revised, edits, rounds });
  const states = voided.map(({ state }) => state);
  const back = afterVoiding(definition, revised.state, states);
  const standing = voided.length > 0 ? [] : rounds;
  if (isPastAssessment(definition, back?.key ?? revised.state) && before.riskLevel !== 'none')
    mustMeet('What has been assessed', missingFields(revised, ['riskLevel']));
  const holding = await holdingOf(tx, ctx, revised, model);
  if (back) mustMeet(back.name, missingFields(revised, demandsOf(definition, back, holding)));
  else mustKeepDemands({ before, after: revised, model, rounds: standing }, holding);
  await addRevision(tx, revised, ctx.actor.id, ctx.now, edits);
  if (voided.length > 0) {
    await record(tx, ctx, {
      verb: 'change.rounds_voided',
      object: before.id,
      rev: revised.revision,
      parts: {
        rounds: voided.map(({ id }) => id),
        fields: edits.map(({ field }) => field),
        from: before.state,
        to: back?.key ?? revised.state,
      },
    });
  }
  if (back) return void (await enterState(tx, ctx, { before, change: revised, model, to: back }));
  const stands = roundStands(standing, revised, revised.state);
  await saveChange(tx, before, await waitingAnew(tx, ctx, revised, model, stands), ctx.now);
}

/** What the present state demanded, and each state whose round still stands, is not taken away again. */
function mustKeepDemands({ before, after, model, rounds }: Edited, holding: Holding): void {
  const { definition } = model;
  for (const state of definition.states) {
    const holds = state.key === after.state || (state.approvals.length > 0 && roundStands(rounds, after, state.key));
    if (!holds) continue;
    const missing = missingFields(after, demandsOf(definition, state, holding));
    mustMeet(
      state.name,
      missing.filter((field) => missingFields(before, [field]).length === 0),
    );
  }
}

function mustMeet(stateName: string, missing: readonly string[]): void {
  if (missing.length === 0) return;
  refuse('invalid', `${stateName} needs ${missing.join(', ')}.`, {
    errors: missing.map((path) => ({ path, message: `${stateName} needs it` })),
  });
}

/**
 * Once work has begun no round is asked again: only who carries it out can still be replaced, by somebody who neither
 * approved it nor names themself.
 */
function mustBeFree(ctx: Ctx, { assigneeId }: Change, rounds: readonly Round[]): void {
  const approved = rounds.filter(({ status }) => status === 'approved').flatMap(({ votes }) => votes);
  const because =
    assigneeId === ctx.actor.id
      ? 'Who names the new assignee does not become it.'
      : 'Who approved it does not carry it out.';
  if (assigneeId !== ctx.actor.id && !approved.some(({ personId }) => personId === assigneeId)) return;
  refuse('invalid', because, { errors: [{ path: 'assigneeId', message: 'name somebody else' }] });
}

type Falling = { before: Change; after: Change; edits: readonly FieldEdit[]; rounds: readonly Round[] };

async function voidWhatFalls(tx: Tx, ctx: Ctx, { before, after, edits, rounds }: Falling): Promise<Round[]> {
  const fields = edits.map(({ field }) => field);
  const standing = rounds.filter(({ status, imported }) => !imported && (status === 'open' || status === 'approved'));
  const votes = standing.flatMap((round) => round.votes);
  if (leavesRoundsStanding(fields, { newAssignee: after.assigneeId, editor: ctx.actor.id, votes })) return [];
  return voidRounds(tx, ctx, rounds, `${before.number} was edited: ${fields.join(', ')}`);
}
