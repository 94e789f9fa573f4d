import { expect, test } from 'vitest';
import { linesOf, movedLine, newLine, pastedLines, stepsOf, totalOf, withPasted } from './lines.ts';

test('a pasted list becomes a line each: its marks go, and minutes become minutes', () => {
  const pasted = pastedLines(
    '1. Put it in read-only mode (5 min)\n- Final backup - 25 min\n\n[ ] Switch\n  * Watch for 10 minutes',
  );
  expect(pasted.map(({ text, minutes }) => [text, minutes])).toEqual([
    ['Put it in read-only mode', '5'],
    ['Final backup', '25'],
    ['Switch', ''],
    ['Watch for 10 minutes', ''],
  ]);
});

test('one pasted line is left to the box', () => {
  expect(pastedLines('Only this')).toEqual([]);
});

test('pasted lines take the place of an empty line, or come after one that says something', () => {
  const [one, empty, two] = [newLine('One'), newLine(), newLine('Two')];
  const pasted = [newLine('A'), newLine('B')];
  const texts = (lines: ReturnType<typeof withPasted>) => lines.map(({ text }) => text);
  expect(texts(withPasted([one, empty, two], 1, pasted))).toEqual(['One', 'A', 'B', 'Two']);
  expect(texts(withPasted([one, two], 0, pasted))).toEqual(['One', 'A', 'B', 'Two']);
});

test('a line changes places with its neighbour and stays at the edge', () => {
  const lines = [newLine('One'), newLine('Two')];
  expect(movedLine(lines, 1, -1).map(({ text }) => text)).toEqual(['Two', 'One']);
  expect(movedLine(lines, 0, -1)).toEqual(lines);
});

test('what is sent keeps what is there, drops what says nothing, and holds minutes to a week', () => {
  const step = {
    id: 'stp_1',
    text: 'Switch',
    minutes: 10,
    automatic: true,
    owner: null,
    state: 'open' as const,
    at: null,
    by: null,
  };
  const lines = [...linesOf([step]), newLine('  '), newLine(' Watch ', '99999'), newLine('Stop', 'x')];
  expect(stepsOf(lines)).toEqual([
    { id: 'stp_1', text: 'Switch', minutes: 10, automatic: true, ownerId: null },
    { text: 'Watch', minutes: 10_080, automatic: false, ownerId: null },
    { text: 'Stop', minutes: 0, automatic: false, ownerId: null },
  ]);
  expect(totalOf(lines)).toBe(10_090);
});
