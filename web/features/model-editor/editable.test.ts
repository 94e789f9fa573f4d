import { expect, test } from 'vitest';
import { editable, replaced, shifted, taken } from './editable.ts';

test('what was left out is filled in, so that forms can show it', () => {
  const model = editable({
    states: [{ key: 'draft', name: 'Draft', kind: 'draft' }],
    transitions: [{ from: 'a', to: 'b' }],
  });
  expect(model?.states[0]).toMatchObject({ requires: [], approvals: [], tasks: [] });
  expect(model?.transitions[0]).toMatchObject({ movers: [], guards: [], enforce: {} });
  expect(model?.cancel).toEqual({ from: [], movers: [] });
});

test('rounds, tasks and guards of one’s own that say little are filled in as well', () => {
  const asking = {
    approvals: [{ key: 'cab', tolerance: { shiftMinutes: 30 } }],
    tasks: [{ steps: [{ text: 'Drain' }] }],
  };
  const model = editable({ states: [asking], transitions: [{ conditions: [{ when: 'true' }] }] });
  expect(model?.states[0]?.approvals[0]).toMatchObject({ covers: [], remindAfterHours: 24, quorum: { kind: 'any' } });
  expect(model?.states[0]?.approvals[0]?.tolerance).toEqual({ sameDay: true, shiftMinutes: 30, longer: false });
  expect(model?.states[0]?.tasks[0]).toMatchObject({
    level: 1,
    steps: [{ text: 'Drain', minutes: 0, automatic: false }],
  });
  expect(model?.transitions[0]?.conditions[0]).toMatchObject({ clearedBy: [], enforcement: 'block' });
});

test.each([[{}], [{ states: {}, transitions: [] }], [{ states: ['x'], transitions: [] }]])(
  '%j is written as JSON only',
  (definition) => {
    expect(editable(definition)).toBeUndefined();
  },
);

test('one of a list is replaced, taken out, or moved', () => {
  expect(replaced(['a', 'b'], 1, 'c')).toEqual(['a', 'c']);
  expect(taken(['a', 'b'], 0)).toEqual(['b']);
  expect(shifted(['a', 'b', 'c'], 2, -1)).toEqual(['a', 'c', 'b']);
  expect(shifted(['a', 'b', 'c'], 0, 1)).toEqual(['b', 'a', 'c']);
});
