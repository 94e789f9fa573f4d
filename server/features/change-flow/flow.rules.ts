import type { ModelDefinition, StateDefinition, TransitionDefinition } from '@interlock/contract/models.ts';

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
  const order = (key: string) => definition.states.findIndex((state) => state.key === key);
  const [first] = [...voidedStates].sort((a, b) => order(a) - order(b));
  if (first === undefined || order(current) < order(first)) return undefined;
  return definition.states.find(({ key }) => key === first);
}

/** Whether one state of a model comes after another. */
export function isOnward({ states }: ModelDefinition, from: string, to: string): boolean {
  const order = (key: string) => states.findIndex((state) => state.key === key);
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

type Voter = { personId: string };

/**
 * Whether an edit leaves the standing rounds as they are: only the assignee is new, and neither the new one nor the editor has
 * voted on what stands.
 */
export function leavesRoundsStanding(
  edited: readonly string[],
  { newAssignee, editor, votes }: { newAssignee: string | null; editor: string; votes: readonly Voter[] },
): boolean {
  if (edited.some((field) => field !== 'assigneeId')) return false;
  return !votes.some(({ personId }) => personId === newAssignee || personId === editor);
}
