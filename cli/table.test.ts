import { expect, test } from 'vitest';
import { type Column, table } from './table.ts';

const columns: Column<{ number: string; title: string }>[] = [
  { heading: 'Number', of: ({ number }) => number },
  { heading: 'Title', of: ({ title }) => title, shrinks: true },
];
const rows = [
  { number: 'CHG-1', title: 'Renew the certificates of the payment gateway' },
  { number: 'CHG-1000', title: 'Move\u001b[2J\nit' },
];

test('each column is as wide as its widest cell, and nothing of a cell reaches the terminal as a command', () => {
  expect(table(columns, rows)).toEqual([
    'Number    Title',
    'CHG-1     Renew the certificates of the payment gateway',
    'CHG-1000  Move [2J it',
  ]);
});

test('in a narrow terminal the column that shrinks is cut, and never to nothing', () => {
  expect(table(columns, rows, 30)).toEqual([
    'Number    Title',
    'CHG-1     Renew the certifica…',
    'CHG-1000  Move [2J it',
  ]);
  expect(table(columns, rows, 5)[1]).toBe('CHG-1     Renew the c…');
});
