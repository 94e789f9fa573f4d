import { expect, test } from 'vitest';
import { askedOf, isMeant } from './asked.ts';

test.each([
  ['upgrade ledger', { among: 'everything', words: 'upgrade ledger' }],
  [' chg-12', { among: 'changes', words: 'chg-12' }],
  ['#12', { among: 'changes', words: 'CHG-12' }],
  ['# ledger', { among: 'changes', words: 'ledger' }],
  ['@ann', { among: 'people', words: 'ann' }],
  ['> theme', { among: 'commands', words: 'theme' }],
  ['', { among: 'everything', words: '' }],
])('%j asks for %j', (typed, asked) => {
  expect(askedOf(typed)).toEqual(asked);
});

test.each([
  ['go inb', true],
  ['inbox', true],
  ['box', false],
  ['', true],
  ['go nowhere', false],
])('"Go to the inbox" is meant by %j: %s', (typed, meant) => {
  expect(isMeant('Go to the inbox', typed)).toBe(meant);
});
