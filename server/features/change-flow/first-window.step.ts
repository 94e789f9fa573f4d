import type { Window } from '@interlock/contract/changes.ts';
import type { StateDefinition } from '@interlock/contract/models.ts';
import type { Ctx } from '../../platform/ctx.ts';
import type { Tx } from '../../platform/database/db.ts';
import { refuse } from '../../platform/refusal.ts';
import { fellBy, isStanding, type Round, roundsOf, saveFirstWindow } from '../approvals/index.ts';
import { record } from '../audit/index.ts';
import { addRevision, type Change, isFixed, materialEdits, written } from '../changes/index.ts';
import { type ModelVersion, stateOf } from '../models/index.ts';
import { afterVoiding } from './flow.rules.ts';
import { type Falling, revisedBy, saveWithRounds, skippedNoMore } from './material-edit.step.ts';

/** The change as a window that comes with a move makes it; nothing is saved. */
export async function withFirstWindow(
  tx: Tx,
  before: Change,
  { window, now }: { window: Window; now: Date },
): Promise<Change> {
  const placed = await written(tx, before, { window });
  if (placed.plannedEnd && placed.plannedEnd <= now) {
    refuse('invalid', 'The window has ended already.', {
      errors: [{ path: 'window.end', message: 'The end of the window must lie ahead.' }],
    });
  }
  return placed;
}

type Giving = {
  before: Change;
  after: Change;
  model: ModelVersion;
  /** Where the move leads. */
  towards: StateDefinition;
  /** What else was said with the move. */
  said: Record<string, unknown>;
};

/** `falling`: the rounds that fall once the move is on record; where it waits they have fallen. */
type Given = { change: Change; waits: boolean; falling: readonly Falling[] };

/**
 * A window that comes with a move is an edit like any other, but voids no yes to everything: it is what the tolerance of those
 * rounds is measured from. Rounds that name the window, or ask under a condition that it makes true, decide on it first: then the
 * move waits, and the change stands in the state that asks.
 */
export async function giveFirstWindow(tx: Tx, ctx: Ctx, giving: Giving): Promise<Given> {
  const { before, after, model, towards, said } = giving;
  const rounds = await roundsOf(tx, before.id);
  const falling = isFixed(before) ? [] : await decidingOnWindow(tx, ctx, giving, rounds);
  const fallen = new Set(falling.map(({ round }) => round.id));
  const kept = rounds.filter((round) => isStanding(round) && !fallen.has(round.id)).map(({ id }) => id);
  await saveFirstWindow(tx, kept, after.window);
  const edits = materialEdits(before, after);
  const states = falling.map(({ round }) => round.state);
  if (afterVoiding(model.definition, before.state, states)) {
    await record(tx, ctx, {
      verb: 'change.edited',
      object: before.id,
      rev: revisedBy(before, edits),
      parts: { ...said, fields: edits, towards: towards.key },
    });
    return {
      change: await saveWithRounds(tx, ctx, { before, after, model, edits }, rounds, falling),
      waits: true,
      falling,
    };
  }
  const lastEditors = { ...before.lastEditors, window: ctx.actor.id };
  const change = { ...after, revision: before.revision + 1, lastEditors };
  await addRevision(tx, change, ctx.actor.id, ctx.now, edits);
  return { change, waits: false, falling };
}

/** What is only advice holds no move back. */
async function decidingOnWindow(
  tx: Tx,
  ctx: Ctx,
  { after, model }: Giving,
  rounds: readonly Round[],
): Promise<Falling[]> {
  const edit = { fields: ['window'], window: after.window, newlyTied: [], editor: ctx.actor.id };
  const naming = rounds
    .filter((round) => isStanding(round) && namesWindow(model, round))
    .map((round): Falling => ({ round, fellBy: fellBy(round, edit) }))
    .filter((falling) => falling.fellBy.length > 0);
  const skipped = await skippedNoMore(tx, ctx, after, model, rounds);
  return [...naming, ...skipped].filter(({ round }) => !round.advisory);
}

const namesWindow = ({ definition }: ModelVersion, { state, key }: Round): boolean =>
  stateOf(definition, state)
    ?.approvals.find((asked) => asked.key === key)
    ?.covers.includes('window') ?? false;
