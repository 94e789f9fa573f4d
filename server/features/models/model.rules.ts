import type { ModelDefinition, RequirableField, StateDefinition } from '@interlock/contract/models.ts';

export const stateOf = (definition: ModelDefinition, key: string): StateDefinition | undefined =>
  definition.states.find((state) => state.key === key);

export const firstState = (definition: ModelDefinition): StateDefinition | undefined => definition.states[0];

const beforeWork = new Set(['draft', 'assess', 'authorize', 'build', 'scheduled']);

/** Work that has begun ends through review: no model can say otherwise. */
export function canCancelFrom(definition: ModelDefinition, key: string): boolean {
  const state = stateOf(definition, key);
  return state !== undefined && beforeWork.has(state.kind) && definition.cancel.from.includes(key);
}

/** What a state demands of a change: what the model says, and an assignee where work begins that only an assignee ends. */
export function demandsOf(definition: ModelDefinition, state: StateDefinition): readonly RequirableField[] {
  if (state.kind !== 'implement' || state.requires.includes('assignee')) return state.requires;
  const order = (key: string) => definition.states.findIndex((known) => known.key === key);
  const needsOne = definition.transitions.some(
    ({ from, to, movers }) =>
      from === state.key && order(to) > order(from) && movers.some((mover) => 'is' in mover && mover.is === 'assignee'),
  );
  return needsOne ? [...state.requires, 'assignee'] : state.requires;
}

type Stored = { states?: readonly { name?: string; approval?: { rejectedTo: string } }[] };

/** Published versions never change: those written when a state asked one round only are read as a list of that one. */
export function upgraded(stored: unknown): unknown {
  const { states, ...rest } = stored as Stored;
  if (!states?.some(({ approval }) => approval)) return stored;
  const listed = states.map(({ approval, ...state }) => {
    if (!approval) return state;
    const { rejectedTo, ...round } = approval;
    return { ...state, approvals: [{ key: 'approval', name: state.name, ...round }], rejectedTo };
  });
  return { ...rest, states: listed };
}
