import type { GuardName, ModelDefinition, StateDefinition } from '@interlock/contract/models.ts';

/** What stands against publishing a model, or should be thought about: where, why, and what to do. */
export type Finding = {
  path: (string | number)[];
  message: string;
  next: string;
  /** Every place that names what is not there, where there are several. */
  named?: { path: (string | number)[]; where: string }[];
};

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

const guardsNamed: Readonly<Record<GuardName, string>> = {
  window_open: 'The window is open',
  closure: 'It is said how it ended',
  tasks_done: 'The tasks before it are done',
  test_evidence: 'Test evidence is attached',
  backout_ready: 'The way back is rehearsed or waived',
  review_done: 'The review is done',
  plan_fits_window: 'The plan fits the window',
};

/** A guard as the editor calls it. */
export const guardNamed = (guard: string): string =>
  Object.entries(guardsNamed).find(([name]) => name === guard)?.[1] ?? guard;
