import type { ModelDefinition, StateDefinition } from '@interlock/contract/models.ts';

export const stateOf = (definition: ModelDefinition, key: string): StateDefinition | undefined =>
  definition.states.find((state) => state.key === key);

export const firstState = (definition: ModelDefinition): StateDefinition | undefined => definition.states[0];

const beforeWork = new Set(['draft', 'assess', 'authorize', 'build', 'scheduled']);

/** Work that has begun ends through review: no model can say otherwise. */
export function canCancelFrom(definition: ModelDefinition, key: string): boolean {
  const state = stateOf(definition, key);
  return state !== undefined && beforeWork.has(state.kind) && definition.cancel.from.includes(key);
}
