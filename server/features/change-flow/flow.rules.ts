import type { Window } from '@interlock/contract/changes.ts';
import { orderIn } from '@interlock/contract/model-order.ts';
import type { ModelDefinition, StateDefinition, TransitionDefinition } from '@interlock/contract/models.ts';
import { instantAfter, instantOf, localOf } from '../../platform/time.ts';

/** Of the moves that are offered from here, the one that a round's yes makes, if there is one. */
export const madeByRound = (moves: readonly TransitionDefinition[]): TransitionDefinition | undefined =>
  moves.find(({ movers }) => movers.some((mover) => 'is' in mover && mover.is === 'round'));

/** Where a round's no leads. */
export function afterRejection(definition: ModelDefinition, state: string): StateDefinition | undefined {
  const asking = definition.states.find(({ key }) => key === state);
  return definition.states.find(({ key }) => key === asking?.rejectedTo);
}

/**
 * Where a change goes when what was approved is edited: back to the first state whose round no longer stands, unless it has not
 * come as far.
 */
export function afterVoiding(
  definition: ModelDefinition,
  current: string,
  voidedStates: readonly string[],
): StateDefinition | undefined {
  const order = orderIn(definition);
  const [first] = [...voidedStates].sort((a, b) => order(a) - order(b));
  if (first === undefined || order(current) < order(first)) return undefined;
  return definition.states.find(({ key }) => key === first);
}

/** Whether one state of a model comes after another. */
export function isOnward({ states }: ModelDefinition, from: string, to: string): boolean {
  const order = orderIn({ states });
  return order(to) > order(from);
}

/** The move that a change makes by itself, with the outcome that was reported. */
export const passingFrom = (
  { transitions }: ModelDefinition,
  { state, reportedOutcome }: { state: string; reportedOutcome: string | null },
): TransitionDefinition | undefined =>
  transitions.find(
    ({ from, passesWhen }) => from === state && passesWhen.some((outcome) => outcome === reportedOutcome),
  );

type Asked = { state: string };

/**
 * Of the rounds that still ask, those that end when a change leaves one state for another: on the way back all, on the way on
 * those of the states left behind. A change that is called off has come to the end of its way.
 */
export function endedByLeaving<Round extends Asked>(
  { states }: Pick<ModelDefinition, 'states'>,
  { from, to }: { from: string; to: string },
  open: readonly Round[],
): Round[] {
  const order = orderIn({ states });
  if (order(to) < order(from)) return [...open];
  return open.filter(({ state }) => order(state) < order(to));
}

type Beginning = { now: Date; end: string; zone: string };

/**
 * The window of work that begins now, until clocks in `zone` show `end`. In the hour that autumn repeats these clocks say not which
 * of the two is meant: where they would be read as the other one, the window is written by the clock of UTC, which repeats none.
 */
export function windowFromNow({ now, end, zone }: Beginning): Window {
  const window = { start: localOf(now, zone), end, zone };
  const ends = instantAfter(now, end, zone);
  const minute = Math.floor(now.getTime() / 60_000) * 60_000;
  const isPlain = instantOf(window.start, zone).getTime() === minute && +instantOf(end, zone) === +ends;
  return isPlain ? window : { start: localOf(now, 'UTC'), end: localOf(ends, 'UTC'), zone: 'UTC' };
}
