import type { ModelDefinition, StateDefinition } from './models.ts';

/** What stands against publishing a model, or should be thought about: where, why, and what to do. */
export type Finding = { path: (string | number)[]; message: string; next: string };

/** A definition with what is asked of it again and again. */
export type Look = {
  definition: ModelDefinition;
  stateOf(key: string): StateDefinition | undefined;
  nameOf(key: string): string;
  /** The states to which moves lead from one, itself among them. */
  reachedFrom(key: string): ReadonlySet<string>;
};

export function lookAt(definition: ModelDefinition): Look {
  const stateOf = (key: string) => definition.states.find((state) => state.key === key);
  const reachedFrom = (key: string) => {
    const reached = new Set([key]);
    for (const at of reached) for (const { from, to } of definition.transitions) if (from === at) reached.add(to);
    return reached;
  };
  return { definition, stateOf, nameOf: (key) => stateOf(key)?.name ?? key, reachedFrom };
}

/** Every state that can be reached from the first without entering one that `asks`. */
export function reachedWithout({ definition }: Look, asks: (key: string) => boolean): string[] {
  const reached = new Set([definition.states[0]?.key ?? '']);
  for (const key of reached)
    for (const { from, to } of definition.transitions) if (from === key && !asks(to)) reached.add(to);
  return [...reached];
}
