import { type ChangeFacts, changeFacts, type FactType } from '@interlock/contract/facts.ts';
import { type Answer, celPool } from '../../platform/conditions/cel-pool.ts';

const ask = celPool({ change: changeFacts });
const LONGEST_LIST = 1_000;

/** CEL counts in whole numbers of their own. */
const asCel: Record<FactType, (value: unknown) => unknown> = {
  string: (value) => value,
  bool: (value) => value,
  double: (value) => value,
  int: (value) => BigInt(Math.trunc(Number(value))),
  'list<string>': (value) => (Array.isArray(value) ? value.slice(0, LONGEST_LIST) : []),
};

/**
 * Whether each condition holds of a change, in one round trip; without conditions nothing is started. One that cannot be
 * worked out does not hold and says its problem: whoever asks takes that for what holds the change back.
 */
export async function holdEach(sources: readonly string[], facts: ChangeFacts): Promise<Answer[]> {
  if (sources.length === 0) return [];
  const types: Record<string, FactType> = changeFacts;
  // A plan can be long: only facts that some condition names travel.
  const named = Object.entries(facts).filter(
    ([name, value]) => value !== undefined && sources.some((source) => source.includes(name)),
  );
  const change = Object.fromEntries(named.map(([name, value]) => [name, asCel[types[name] ?? 'string'](value)]));
  return ask({ sources, given: { change } });
}

export async function holds(source: string, facts: ChangeFacts): Promise<Answer> {
  const [answer] = await holdEach([source], facts);
  return answer ?? { holds: false };
}
