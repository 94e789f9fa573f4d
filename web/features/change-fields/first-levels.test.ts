import { ModelDefinition } from '@interlock/contract/models.ts';
import { expect, test } from 'vitest';
import { firstLevels, levelsAfter } from './first-levels.ts';

const model = (requires: string[]) =>
  ModelDefinition.parse({
    raise: 'change.raise',
    states: [
      { key: 'draft', name: 'Draft', kind: 'draft' },
      { key: 'closed', name: 'Closed', kind: 'closed', requires },
    ],
    transitions: [{ from: 'draft', to: 'closed', label: 'Close', movers: [{ is: 'requester' }], guards: ['closure'] }],
    cancel: { from: ['draft'], movers: [{ is: 'requester' }] },
  });
const normal = model([]);
const emergency = model(['cannotWait']);

test('a change of a model that asks why it cannot wait begins as urgent, another as low', () => {
  expect(firstLevels(emergency)).toEqual({ impact: 'medium', urgency: 'high' });
  expect(firstLevels(normal)).toEqual({ impact: 'low', urgency: 'low' });
});

test.each([
  ['untouched, follow it there', firstLevels(normal), normal, emergency, firstLevels(emergency)],
  ['untouched, follow it back', firstLevels(emergency), emergency, normal, firstLevels(normal)],
  [
    'chosen by hand, stay',
    { impact: 'high', urgency: 'low' } as const,
    normal,
    emergency,
    { impact: 'high', urgency: 'low' },
  ],
])('where another model is chosen, levels %s', (_what, entered, from, to, after) => {
  expect(levelsAfter(entered, from, to)).toEqual(after);
});
