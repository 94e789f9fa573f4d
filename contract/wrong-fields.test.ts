import { expect, test } from 'vitest';
import { Email } from './identity.ts';
import { words } from './shared.ts';

const found = (
  schema: { safeParse: (given: string) => { error?: { issues: { message: string }[] } } },
  given: string,
) => schema.safeParse(given).error?.issues.map(({ message }) => message);

test('an empty line is found wrong once, as is one of signs that nobody sees', () => {
  expect(found(words(10), '  ')).toHaveLength(1);
  expect(found(words(10), '\u200b')).toEqual(['say something']);
});

test('what is no e-mail address is told how one looks', () => {
  expect(found(Email, 'ann')).toEqual(['an e-mail address, such as ann@example.org']);
});
