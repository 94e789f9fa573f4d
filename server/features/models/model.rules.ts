import type { ModelDefinition, StateDefinition, TransitionDefinition } from '@interlock/contract/models.ts';

export const stateOf = (definition: ModelDefinition, key: string): StateDefinition | undefined =>
  definition.states.find((state) => state.key === key);

export const firstState = (definition: ModelDefinition): StateDefinition | undefined => definition.states[0];

/** A state's place on the stepper; a state that the model does not know comes before all. */
export const orderOf = (definition: ModelDefinition, key: string): number =>
  definition.states.findIndex((state) => state.key === key);

export const transitionsFrom = (definition: ModelDefinition, from: string): TransitionDefinition[] =>
  definition.transitions.filter((transition) => transition.from === from);

export const leadsOn = (definition: ModelDefinition, { from, to }: { from: string; to: string }): boolean =>
  orderOf(definition, to) > orderOf(definition, from);

const beforeWork = new Set(['draft', 'assess', 'authorize', 'build', 'scheduled']);

/** Work that has begun ends through review: no model can say otherwise. */
export function canCancelFrom(definition: ModelDefinition, key: string): boolean {
  const state = stateOf(definition, key);
  return state !== undefined && beforeWork.has(state.kind) && definition.cancel.from.includes(key);
}
