import { ModelDefinition } from '@interlock/contract/models.ts';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { statesOnWay } from './model.rules.ts';

const keys = ['draft', 'look', 'board', 'ready', 'work', 'review', 'closed'] as const;
const kinds = { draft: 'draft', look: 'assess', board: 'authorize', ready: 'build' } as const;
const ways = (...pairs: [string, string][]) =>
  ModelDefinition.parse({
    raise: 'change.raise',
    states: keys.map((key) => ({
      key,
      name: key,
      kind: key in kinds ? kinds[key as keyof typeof kinds] : key === 'work' ? 'implement' : key,
    })),
    transitions: pairs.map(([from, to]) => ({
      ...{ from, to, label: `To ${to}`, movers: [{ is: 'requester' }] },
      guards: to === 'closed' ? ['closure'] : [],
    })),
    cancel: { from: [], movers: [{ is: 'requester' }] },
  });

/** A change that came through these states, an hour in each; some twice. */
const through = (...states: string[]) => ({
  state: states.at(-1) ?? '',
  entered: Object.fromEntries(states.map((key, at) => [key, new Date(at * 3_600_000).toISOString()])),
});
const onWay = (model: ModelDefinition, ...states: string[]) => [...statesOnWay(model, through(...states))];

const onward: [string, string][] = [
  ['draft', 'look'],
  ['look', 'board'],
  ['board', 'ready'],
  ['ready', 'work'],
];
const model = ways(...onward, ['board', 'look'], ['board', 'draft'], ['look', 'ready'], ['draft', 'ready']);

describe('on the present way of a change', () => {
  test.each<[string, string[], string[]]>([
    ['is all that it came through onward', ['draft', 'look', 'board', 'ready'], ['draft', 'look', 'board', 'ready']],
    [
      'is no board from which it was taken back',
      ['draft', 'look', 'board', 'look', 'ready'],
      ['draft', 'look', 'ready'],
    ],
    ['is nothing from before it began anew', ['draft', 'look', 'board', 'draft', 'ready'], ['draft', 'ready']],
    [
      'is a board that it came to again',
      ['draft', 'look', 'board', 'look', 'board', 'ready'],
      ['draft', 'look', 'board', 'ready'],
    ],
    ['is where it stands', ['draft', 'look', 'board', 'look'], ['draft', 'look']],
  ])('%s', (_what, states, expected) => {
    expect(onWay(model, ...states)).toEqual(expected);
  });

  test('is a board that every way leads through, in whatever order the states are listed', () => {
    const listedLate = ways(['draft', 'board'], ['board', 'look'], ['look', 'work']);
    expect(onWay(listedLate, 'draft', 'board', 'look')).toEqual(['draft', 'look', 'board']);
  });

  test('is a board where it may have been passed on the way to what was entered after it', () => {
    const either = ways(['draft', 'look'], ['draft', 'board'], ['board', 'look'], ['look', 'ready']);
    expect(onWay(either, 'draft', 'board', 'look', 'ready')).toEqual(['draft', 'look', 'board', 'ready']);
  });

  test('is every state of a way that goes nowhere twice', () => {
    const pair = fc.tuple(fc.constantFrom(...keys.slice(0, 6)), fc.constantFrom(...keys.slice(0, 5)));
    const some = fc.uniqueArray(
      pair.filter(([from, to]) => from !== to),
      { selector: ([from, to]) => `${from} ${to}`, minLength: 4 },
    );
    fc.assert(
      fc.property(some, fc.array(fc.nat(9), { minLength: 4, maxLength: 30 }), (pairs, choices) => {
        const random = ways(...pairs);
        const been: string[] = ['draft'];
        let way: string[] = ['draft'];
        for (const choice of choices) {
          const moves = pairs.filter(([from]) => from === been.at(-1));
          const next = moves[choice % Math.max(1, moves.length)]?.[1];
          if (next === undefined) break;
          been.push(next);
          way = way.includes(next) ? way.slice(0, way.indexOf(next) + 1) : [...way, next];
        }
        expect(onWay(random, ...been)).toEqual(expect.arrayContaining(way));
      }),
    );
  });
});
