import type { GuardAnswer, moveChangeRoute } from '@interlock/contract/change-flow.ts';
import type { Window } from '@interlock/contract/changes.ts';
import { holdsBack } from '@interlock/contract/holds-back.ts';
import type { ModelDefinition, StateDefinition, TransitionDefinition } from '@interlock/contract/models.ts';
import type { z } from 'zod';
import { type Ctx, system } from '../../platform/ctx.ts';
import type { Tx } from '../../platform/database/db.ts';
import { refuse } from '../../platform/refusal.ts';
import { instantAfter, instantOf, isLocalTime } from '../../platform/time.ts';
import { record } from '../audit/index.ts';
import { answersTo, enteredFrom, type Guard, justificationOf, movesFrom, situationOf } from '../change-guards/index.ts';
import { type Change, materialEdits } from '../changes/index.ts';
import type { ModelVersion } from '../models/index.ts';
import { giveFirstWindow, withFirstWindow } from './first-window.step.ts';
import { isOnward, passingFrom, windowFromNow } from './flow.rules.ts';
import { enterState, lockAsRead, modelOf } from './flow.step.ts';
import { leaveIfApproved, recordOverrides } from './following.step.ts';
import { voidAll } from './material-edit.step.ts';

export type MoveChange = z.output<typeof moveChangeRoute.input>;

/** Makes a move of a locked change, with all that follows from it, or refuses with every guard's answer. */
export async function makeMove(
  tx: Tx,
  ctx: Ctx,
  guards: readonly Guard[],
  before: Change,
  input: MoveChange,
): Promise<void> {
  const model = await modelOf(tx, ctx, before);
  const situation = await situationOf(tx, ctx, before, model);
  const moves = movesFrom(model, before, situation.holding);
  const transition = moves.find(({ to }) => to === input.to && to !== 'cancelled');
  if (!transition) {
    return refuse('no_such_move', whyNoWay(model.definition, before.state, input.to, moves), { next: wayOn(moves) });
  }
  const to = enteredFrom(situation, transition);
  const answers = await answersTo(tx, ctx, guards, situation, transition, givenWith(ctx, input));
  const unmet = answers.filter(holdsBack);
  if (unmet.length > 0) {
    refuse('move_refused', unmet.map(({ why }) => why).join(' '), {
      guards: answers,
      errors: unmet.flatMap(({ fields, why }) => fields.map((path) => ({ path, message: why }))),
    });
  }
  const given = await withGiven(tx, ctx.now, before, input, { transition, to });
  mustBeJustified(input, answers);
  const { change, waits, falling } =
    given.window === before.window
      ? { change: given, falling: [] }
      : await giveFirstWindow(tx, ctx, { before, after: given, model, towards: to, said: words(input) });
  if (waits) return;
  await recordOverrides(tx, ctx, before, transition, answers);
  // Before what follows from it: the log is read as a story.
  await record(tx, ctx, {
    verb: 'change.moved',
    object: before.id,
    rev: change.revision,
    parts: {
      ...{ from: before.state, to: to.key, label: transition.label, ...words(input) },
      ...(startsEarly(ctx, change, transition) && { early: true }),
    },
  });
  await voidAll(tx, ctx, { before, after: change, model, edits: materialEdits(before, change) }, falling, undefined);
  const moved = await enterState(tx, ctx, { before, change, model, to });
  if (transition.reportsOutcome) await passByItself(tx, ctx, guards, moved, model);
  else if (to.approvals.length > 0) await leaveIfApproved(tx, ctx, guards, moved, model);
}

/**
 * What went well and was approved beforehand takes nobody's review: the move that the model gives to such an outcome is made
 * at once, by the system. Where anything else holds it back, it waits for whoever else may make it.
 */
async function passByItself(tx: Tx, ctx: Ctx, guards: readonly Guard[], change: Change, model: ModelVersion) {
  const passing = passingFrom(model.definition, change);
  const { reportedOutcome: outcome, reportedNotes: closureNotes } = change;
  if (!passing || outcome === null || closureNotes === null) return;
  const asSystem = { ...ctx, actor: system };
  const given = { windowGiven: false, closureCode: outcome, closureNotes };
  const situation = await situationOf(tx, asSystem, change, model);
  const transition = movesFrom(model, change, situation.holding).find((made) => made.to === passing.to);
  if (!transition) return;
  const to = enteredFrom(situation, transition);
  const answers = await answersTo(tx, asSystem, guards, situation, transition, given);
  if (answers.some((answer) => holdsBack(answer) && answer.guard !== 'mover')) return;
  await recordOverrides(tx, asSystem, change, transition, answers);
  await record(tx, asSystem, {
    verb: 'change.passed',
    object: change.id,
    rev: change.revision,
    parts: { from: change.state, to: to.key, label: transition.label, closureCode: outcome, closureNotes },
  });
  await enterState(tx, asSystem, { before: change, change: { ...change, outcome, closureNotes }, model, to });
}

function whyNoWay({ transitions }: ModelDefinition, from: string, to: string, moves: readonly TransitionDefinition[]) {
  const possible = moves.map((move) => move.to).join(', ') || 'nothing';
  const shut = transitions.find((made) => made.from === from && made.to === to)?.when;
  const why = shut === undefined ? '' : ` It leads to ${to} only where ${shut}.`;
  return `From ${from} the model leads to: ${possible}.${why}`;
}

function wayOn(moves: readonly TransitionDefinition[]): string {
  if (moves.length === 0) return 'It stays as it is. What is left to do is a new change: copy this one.';
  const ways = moves.map(({ to, label }) => (to === 'cancelled' ? 'cancel it' : `${label} (${to})`));
  return `Choose one of these: ${ways.join(', ')}. What each still lacks, and who clears it, is explained with the change.`;
}

/**
 * Takes a change that has just come one move onward, where all is met for whoever acts; else it stays where it is and
 * explains itself.
 */
export async function moveOnward(tx: Tx, ctx: Ctx, guards: readonly Guard[], changeId: string): Promise<void> {
  const change = await lockAsRead(tx, ctx, { changeId });
  const model = await modelOf(tx, ctx, change);
  const situation = await situationOf(tx, ctx, change, model);
  const onward = movesFrom(model, change, situation.holding);
  const next = onward.find(({ to }) => isOnward(model.definition, change.state, to));
  if (!next) return;
  const answers = await answersTo(tx, ctx, guards, situation, next, undefined);
  if (answers.some(holdsBack)) return;
  await makeMove(tx, ctx, guards, change, { changeId, version: change.version, to: next.to });
}

const givenWith = (
  { now }: Ctx,
  { reason, window, plannedEnd, closureCode, closureNotes, justifications }: MoveChange,
) => ({
  reason,
  windowGiven: window !== undefined,
  window: instantsOf(window),
  justifications,
  plannedEnd:
    plannedEnd && isLocalTime(plannedEnd.end) ? instantAfter(now, plannedEnd.end, plannedEnd.zone) : undefined,
  closureCode,
  closureNotes,
});

const instantsOf = (window: Window | undefined) =>
  window && isLocalTime(window.start) && isLocalTime(window.end)
    ? { start: instantOf(window.start, window.zone), end: instantOf(window.end, window.zone) }
    : undefined;

/** A reason for what holds nothing back is refused: it would stand on record for nothing. */
function mustBeJustified({ justifications = {} }: MoveChange, answers: readonly GuardAnswer[]): void {
  const used = new Set(
    answers.flatMap(({ guard, overridden, enforcement }) => (overridden && enforcement === 'justify' ? [guard] : [])),
  );
  const idle = Object.keys(justifications).filter((guard) => !used.has(guard));
  if (idle.length === 0) return;
  refuse('invalid', `Nothing waits for a reason under ${idle.join(', ')}.`, {
    errors: idle.map((guard) => ({ path: justificationOf(guard), message: 'not asked for by this move' })),
    next: 'Leave it out.',
  });
}

type MoveMade = { transition: TransitionDefinition; to: StateDefinition };

/** The change with what came with the move: its first window, the planned end of work that starts now, how it ended. */
async function withGiven(tx: Tx, now: Date, before: Change, input: MoveChange, made: MoveMade): Promise<Change> {
  mustBeAsked(before, input, made);
  const { plannedEnd } = input;
  const window = input.window ?? (plannedEnd && windowFromNow({ now, ...plannedEnd }));
  const timed = window ? await withFirstWindow(tx, before, { window, now }) : before;
  if (input.closureCode === undefined) return timed;
  if (made.transition.reportsOutcome)
    return { ...timed, reportedOutcome: input.closureCode, reportedNotes: input.closureNotes ?? '' };
  return { ...timed, outcome: input.closureCode, closureNotes: input.closureNotes ?? '' };
}

/** What comes with a move is applied or refused, never dropped and never put on record unused. */
function mustBeAsked(before: Change, input: MoveChange, { transition, to }: MoveMade): void {
  const notAsked = (path: string, because: string, next: string): never =>
    refuse('invalid', because, { errors: [{ path, message: 'not asked for by this move' }], next });
  for (const path of ['closureCode', 'closureNotes'] as const) {
    if (input[path] === undefined || transition.reportsOutcome || transition.guards.includes('closure')) continue;
    notAsked(path, `${to.name} asks for no closure.`, 'Say how it ended when you close it.');
  }
  if (input.plannedEnd && (!transition.asksPlannedEnd || to.requires.includes('window'))) {
    notAsked('plannedEnd', `${to.name} asks for no planned end.`, 'Edit the change to give it a window.');
  }
  if (input.plannedEnd && before.plannedEnd) {
    notAsked('plannedEnd', 'Its window says when it ends.', 'Leave the planned end out, or edit the window.');
  }
  if (input.window && !to.requires.includes('window')) {
    notAsked('window', `${to.name} asks for no window.`, 'Edit the change to give it a window.');
  }
  if (input.window && before.window) {
    refuse('invalid', 'It has a window already, and approvers have seen it.', {
      errors: [{ path: 'window', message: 'edit the change to give another window' }],
      next: 'Edit the window; those who approved the old one are asked again.',
    });
  }
}

const startsEarly = ({ now }: Ctx, { plannedStart }: Change, { guards }: TransitionDefinition): boolean =>
  guards.includes('window_open') && plannedStart !== null && now < plannedStart;

const words = ({ reason, closureCode, closureNotes, window, plannedEnd }: MoveChange): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries({ reason, closureCode, closureNotes, window, plannedEnd }).filter(([, said]) => said !== undefined),
  );
