import { expect, test } from 'vitest';
import { called, callingAt } from './mention.ts';

test.each([
  ['@', ''],
  ['Ask @sa', 'sa'],
  ['Ask @Sam Sp', 'Sam Sp'],
  ['Ask (@jörg', 'jörg'],
  ['Ask @sam@example.o', 'sam@example.o'],
])('%j calls somebody', (text, q) => {
  expect(callingAt(text, text.length)).toEqual({ from: text.length - q.length - 1, to: text.length, q });
});

test.each([
  'Write to sam@example.org',
  'Ask @sam then go',
  'Ask @sam@example.org to',
  'Ask @sam@example.org, and',
  'Nobody',
  `@${'x'.repeat(60)}`,
])('%j calls nobody', (text) => {
  expect(callingAt(text, text.length)).toBeUndefined();
});

test('whoever is chosen stands in the text by their address, and the words go on behind it', () => {
  const sam = { id: 'usr_1', name: 'Sam', email: 'sam@example.org' };
  const calling = callingAt('Ask @sa to look', 7);
  expect(calling && called('Ask @sa to look', calling, sam)).toEqual({
    text: 'Ask @sam@example.org to look',
    caret: 21,
  });
});
