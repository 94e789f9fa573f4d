import type { outcomes } from './changes.ts';
import type { ModelDefinition } from './models.ts';

type Outcome = (typeof outcomes)[number];

/** What is grave: somebody looks back on it whatever the model says, as on every emergency. */
export const graveOutcomes = ['failed', 'backed_out'] as const satisfies readonly Outcome[];
export type GraveOutcome = (typeof graveOutcomes)[number];

export const isGrave = (outcome: string | null | undefined): outcome is GraveOutcome =>
  graveOutcomes.some((grave) => grave === outcome);

/** Whether the changes of this model are emergencies. */
export const isEmergency = ({ raise }: Pick<ModelDefinition, 'raise'>): boolean => raise === 'change.raise_emergency';
