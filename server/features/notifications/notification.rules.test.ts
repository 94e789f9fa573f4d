import { expect, test } from 'vitest';
import { keptSince, shortened } from './notification.rules.ts';

test('what was said is one line and no longer than a glance, whole characters and all', () => {
  expect(shortened({ words: ' Why\n\n  now? ', state: 'Assess' })).toEqual({ words: 'Why now?', state: 'Assess' });
  const long = shortened({ words: '😀'.repeat(400) }).words ?? '';
  expect([...long]).toHaveLength(281);
  expect(long.endsWith('…') && long.isWellFormed()).toBe(true);
  expect(shortened({ words: 'x'.repeat(280) }).words).toBe('x'.repeat(280));
});

test.each([
  ['**Hold** it, please: `db-1` is _not_ ready', 'Hold it, please: db-1 is not ready'],
  ['# Why\n\n- see [the runbook](https://example.org/a)\n- or *ask*', 'Why see the runbook or ask'],
  ['> ~~Not now~~ 2 * 3 * 4 and a_name_of_mine', 'Not now 2 * 3 * 4 and a_name_of_mine'],
  ['![A picture](https://example.org/p.png) [x] (y)', 'A picture [x] (y)'],
])('what is told of %j is said in plain words', (words, plain) => {
  expect(shortened({ words })).toEqual({ words: plain });
});

test('what was read is kept for 90 days, and what was not for a year', () => {
  const { readBefore, before } = keptSince(new Date('2026-12-31T00:00:00Z'));
  expect([readBefore.toISOString(), before.toISOString()]).toEqual([
    '2026-10-02T00:00:00.000Z',
    '2025-12-31T00:00:00.000Z',
  ]);
});
