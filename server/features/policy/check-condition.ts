import { changeFacts } from '@interlock/contract/facts.ts';
import { environmentOf, faultsOf } from '../../platform/conditions/cel.ts';

const environment = environmentOf({ change: changeFacts });

/** What is wrong with a condition, in words: how it is written, or a fact that there is not. Empty where it can be asked. */
export const conditionFaults = (source: string): string[] => faultsOf(environment, source);
