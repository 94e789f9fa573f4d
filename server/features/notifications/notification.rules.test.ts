import { expect, test } from 'vitest';
import { keptSince, shortened } from './notification.rules.ts';

test('what was said is one line and no longer than a glance, whole characters and all', () => {
  expect(shortened({ words: ' Why\n\n  now? ', state: 'Assess' })).toEqual({ words: 'Why now?', state: 'Assess' });
  const long = shortened({ words: '😀'.repeat(400) }).words ?? '';
  expect([...long]).toHaveLength(281);
  expect(long.endsWith('…') && long.isWellFormed()).toBe(true);
  expect(shortened({ words: 'x'.repeat(280) }).words).toBe('x'.repeat(280));
});

test('what was read is kept for 90 days, and what was not for a year', () => {
  const { readBefore, before } = keptSince(new Date('2026-12-31T00:00:00Z'));
  expect([readBefore.toISOString(), before.toISOString()]).toEqual([
    '2026-10-02T00:00:00.000Z',
    '2025-12-31T00:00:00.000Z',
  ]);
});
