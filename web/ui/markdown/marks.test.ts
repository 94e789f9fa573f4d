import { expect, test } from 'vitest';
import { type Mark, marked } from './marks.ts';

test.each<[Mark, string, number, number, string]>([
  ['bold', 'stop the server', 5, 8, 'stop **the** server'],
  ['link', 'see notes', 4, 9, 'see [notes](https://)'],
  ['numbers', 'plan\nstop\nstart', 5, 15, 'plan\n1. stop\n2. start'],
  ['bullets', 'stop', 2, 2, '- stop'],
])('%s marks the selection', (mark, text, from, to, expected) => {
  expect(marked(text, from, to, mark).text).toBe(expected);
});

test('the marked words stay selected', () => {
  const next = marked('stop the server', 5, 8, 'bold');
  expect(next.text.slice(next.from, next.to)).toBe('the');
});
