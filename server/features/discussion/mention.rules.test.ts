import { expect, test } from 'vitest';
import { mentionedIn, mentionsIn } from './mention.rules.ts';

test.each([
  ['nobody', 'Write to sam@example.org.', []],
  ['somebody by e-mail behind an @', 'Could you look, @sam@example.org?', ['sam@example.org']],
  ['at the end of a sentence', 'Ask @Sam.Smith@Example.org.', ['sam.smith@example.org']],
  ['each once', '@a@example.org and @b@example.org, and @A@example.org', ['a@example.org', 'b@example.org']],
  ['nobody in code', 'Run `mail @sam@example.org` or\n```\n@sam@example.org\n```', []],
  ['nobody inside a word', 'x@sam@example.org', []],
])('a text mentions %s', (_what, text, emails) => {
  expect(mentionsIn(text)).toEqual(emails);
});

test('no text calls everybody', () => {
  const many = Array.from({ length: 100 }, (_, at) => `@p${at}@example.org`).join(' ');
  expect(mentionsIn(many)).toHaveLength(20);
});

test('an edited text calls whom it did not call before, each with the line that calls them', () => {
  const before = 'Ask @a@example.org.';
  const after = `${before}\nThen @b@example.org restarts it.\n\`\`\`\n@c@example.org\n\`\`\``;
  expect([...mentionedIn(after, before)]).toEqual([['b@example.org', 'Then @b@example.org restarts it.']]);
  expect([...mentionedIn(before, after)]).toEqual([]);
});
