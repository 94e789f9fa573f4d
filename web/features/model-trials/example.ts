import { type ChangeFact, changeFacts } from '@interlock/contract/facts.ts';
import type { DraftDefinition } from '@interlock/contract/model-drafts.ts';
import { type RequirableField, requirableFields } from '@interlock/contract/models.ts';

const isFact = (name: string): name is ChangeFact => Object.hasOwn(changeFacts, name);
const order = Object.keys(changeFacts);

/** Every condition of a definition, however far it is written. */
function conditionsIn(thing: unknown): string[] {
  if (Array.isArray(thing)) return thing.flatMap(conditionsIn);
  if (typeof thing !== 'object' || thing === null) return [];
  return Object.entries(thing).flatMap(([key, value]) => {
    if (key === 'when' && typeof value === 'string') return [value];
    if (key === 'guardsWhen' && typeof value === 'object' && value !== null)
      return Object.values(value).filter((one): one is string => typeof one === 'string');
    return conditionsIn(value);
  });
}

/** What the conditions of a model ask of a change: nothing else makes a difference to which way an example goes. */
export function factsNamed(definition: DraftDefinition): ChangeFact[] {
  const named = conditionsIn(definition)
    // What stands in quotation marks is a value, whatever it says.
    .map((source) => source.replace(/"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'/g, '""'))
    .flatMap((source) => [...source.matchAll(/\bchange\s*\.\s*(\w+)/g)].map(([, name = '']) => name));
  return [...new Set(named.filter(isFact))].sort((one, other) => order.indexOf(one) - order.indexOf(other));
}

const listIn = (thing: unknown, key: string): unknown[] => {
  const list = typeof thing === 'object' && thing !== null ? Object.entries(thing).find(([name]) => name === key) : [];
  return Array.isArray(list?.[1]) ? list[1] : [];
};

/** What some state demands, always or under a condition: nothing else can be missing. */
export function fieldsDemanded(definition: DraftDefinition): RequirableField[] {
  const demanded = listIn(definition, 'states').flatMap((state) => [
    ...listIn(state, 'requires'),
    ...listIn(state, 'requiresWhen').flatMap((demand) => listIn(demand, 'fields')),
  ]);
  return requirableFields.filter((field) => demanded.includes(field));
}

/** What was said of the example, as it was typed or chosen. */
export type Said = Partial<Record<ChangeFact, string | boolean | string[]>>;

/** Whether what was typed for a number is none; nothing typed means that it is not known. */
export const isNoNumber = (fact: ChangeFact, typed: string): boolean =>
  typed.trim() !== '' && !(changeFacts[fact] === 'int' ? /^-?\d{1,9}$/ : /^-?\d{1,9}(\.\d{1,6})?$/).test(typed.trim());

/**
 * The example as the server takes it: of what the model asks alone. A text that is ticked as filled in has words, and a window
 * with a length is one.
 */
export function factsOf(named: readonly ChangeFact[], said: Said, filled: readonly RequirableField[]) {
  const facts: Record<string, string | number | boolean | string[]> = {};
  for (const fact of named) {
    const value = said[fact];
    const type = changeFacts[fact];
    if (type === 'string' && (value === undefined || value === '')) {
      if (filled.some((field) => field === fact) && fact !== 'riskLevel') facts[fact] = 'filled in';
    } else if (type === 'int' || type === 'double') {
      if (typeof value === 'string' && value.trim() !== '' && !isNoNumber(fact, value)) facts[fact] = Number(value);
    } else if (value !== undefined) facts[fact] = value;
  }
  if (filled.includes('assignee')) facts['hasAssignee'] = true;
  if (filled.includes('window') || facts['windowMinutes'] !== undefined) facts['hasWindow'] = true;
  return facts;
}
