import type { ChangeDetail } from '@interlock/contract/changes.ts';
import { expect, test } from 'vitest';
import { askedBySaving } from './asked-by-saving.ts';

const round = (id: string, status: string, ...names: string[]) =>
  ({ id, status, asked: names.map((name) => ({ person: { name } })) }) as ChangeDetail['rounds'][number];

test('saving tells whom a new round asks, each once, and nobody where the round that asks stays', () => {
  const before = { rounds: [round('one', 'open', 'Ann', 'Ben')] };
  const saved = { rounds: [round('two', 'open', 'Ann', 'Ben'), round('three', 'open', 'Ann'), round('one', 'voided')] };
  expect(askedBySaving(before, saved)).toEqual(['Ann', 'Ben']);
  expect(askedBySaving(before, before)).toEqual([]);
});
