import type { ModelDefinition, StateDefinition } from '@interlock/contract/models.ts';

type States = readonly Pick<StateDefinition, 'key' | 'kind'>[];

/** Where a new state stands: before the looking back and the end, never where a change is born. */
export function placeOfNewState(states: States): number {
  const last = states.findIndex(({ kind }) => kind === 'review' || kind === 'closed');
  return last === -1 ? states.length : Math.max(last, Math.min(1, states.length));
}

/** What a new move joins: the last state that nothing leads on from, and the one after it; else the last two. */
export function endsOfNewMove({ states, transitions }: Pick<ModelDefinition, 'states' | 'transitions'>): {
  from: string;
  to: string;
} {
  const leadsNowhere = ({ key, kind }: States[number]) =>
    kind !== 'closed' && kind !== 'cancelled' && !transitions.some(({ from }) => from === key);
  const found = states.findLastIndex(leadsNowhere);
  const at = found === -1 ? Math.max(states.length - 2, 0) : found;
  return { from: states[at]?.key ?? '', to: states[at + 1]?.key ?? states[0]?.key ?? '' };
}

/** A key that no other state has. */
export function keyFrom(name: string, taken: readonly string[]): string {
  const plain =
    name
      .toLowerCase()
      .replace(/[^a-z]+/g, '_')
      .replace(/^_+|_+$/g, '')
      .slice(0, 36) || 'state';
  const tails = ['', ...'bcdefghijklmnopqrstuvwxyz'].map((tail) => (tail ? `${plain}_${tail}` : plain));
  return tails.find((key) => !taken.includes(key)) ?? plain;
}
