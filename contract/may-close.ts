import type { ModelDefinition, StateDefinition } from './models.ts';

/** Whether the core keeps this state from whoever carries the change out: closing it is another's, unless the model says otherwise. */
export const isForAnother = (
  { assigneeMayClose }: Pick<ModelDefinition, 'assigneeMayClose'>,
  to: Pick<StateDefinition, 'kind'> | undefined,
): boolean => to?.kind === 'closed' && !assigneeMayClose;
