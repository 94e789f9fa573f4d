import type { ChangeNeeds } from '@interlock/contract/change-forms.ts';
import { expect, test } from 'vitest';
import { proportionOf } from './proportion.ts';

const [draft, assess, ask] = [
  { key: 'draft', name: 'Draft' },
  { key: 'assess', name: 'Assess' },
  { key: 'ask', name: 'Ask' },
];
const needs: ChangeNeeds = {
  next: assess,
  needs: [
    { field: 'summary', from: draft, before: assess, by: ['the requester'], where: null, given: false },
    { field: 'reason', from: draft, before: assess, by: ['the requester'], where: null, given: false },
    {
      field: 'testPlan',
      from: assess,
      before: ask,
      by: ['a coordinator', 'Night shift'],
      where: 'the impact is high',
      given: true,
    },
    { field: 'window', from: assess, before: ask, by: [], where: null, given: false },
  ],
  rounds: [],
  deciders: { testPlan: ['Security'], reason: ['Business', 'Security'] },
  steers: ['impact'],
  priority: 4,
};

test('a form asks now what the next step takes and what the rest depends on, and nothing else', () => {
  const { now, later, rest } = proportionOf(needs);
  expect(now).toEqual(['impact', 'reason']);
  expect(later).toEqual([{ ...ask, fields: ['testPlan', 'window'] }]);
  expect(rest).toContain('benefit');
  expect(rest).not.toContain('cannotWait');
  expect(rest.some((field) => ['impact', 'reason', 'testPlan', 'summary'].includes(field))).toBe(false);
});

test('what may not be written is not asked', () => {
  expect(proportionOf(needs, ['reason', 'benefit'])).toEqual({ now: ['reason'], later: [], rest: ['benefit'] });
});
