import { changeFacts } from '@interlock/contract/facts.ts';
import { environmentOf, faultsOf, type Parsed, parsed } from '../../platform/conditions/cel.ts';

const environment = environmentOf({ change: changeFacts });

const CONSTANT = 'it asks nothing of the change, or a part of it does not; what is always so needs no condition';

/**
 * What is wrong with a condition, in words: how it is written, a fact that there is not, or that it says the same of every change.
 * Empty where it can be asked.
 */
export function conditionFaults(source: string): string[] {
  const faults = faultsOf(environment, source);
  const tree = faults.length === 0 ? parsed(environment, source) : undefined;
  return tree && saysNothing(tree) ? [CONSTANT] : faults;
}

const joins = new Set(['&&', '||', '!_']);

/** Of what is joined by and and or, each part has to ask something: `change.hasWindow || true` is `true`. */
const saysNothing = (tree: Parsed): boolean =>
  joins.has(tree.op) ? tree.args.some(saysNothing) : !asksTheChange(tree);

const asksTheChange = ({ op, value, args }: Parsed): boolean =>
  (op === 'id' && value === 'change') || args.some(asksTheChange);
