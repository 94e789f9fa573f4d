import { expect, test } from 'vitest';
import { byName, calledIn } from './called.ts';

const link = (email: string) =>
  `<a href="mailto:${email}" rel="noopener noreferrer nofollow" target="_blank">${email}</a>`;
const names = new Map([['mia@example.org', 'Mia <Manager> & Co']]);

test('who is called stands on paper by name, and what a name says is never HTML', () => {
  const html = `<p>Could @${link('Mia@example.org')} look?</p>`;
  expect(calledIn([html, html])).toEqual(['mia@example.org']);
  expect(byName(html, names)).toBe('<p>Could @Mia &lt;Manager&gt; &amp; Co look?</p>');
});

test.each([
  ['an address that is written without a call', `<p>Mail ${link('mia@example.org')}</p>`],
  ['a link with words of its own', '<p>@<a href="mailto:mia@example.org">Mia</a></p>'],
  ['what stands in a word', `<p>so@${link('mia@example.org')}</p>`],
  ['a call as code', '<p><code>@mia@example.org</code></p>'],
])('%s stays as it is', (_what, html) => {
  expect([calledIn([html]), byName(html, names)]).toEqual([[], html]);
});

test('a call of nobody who is known stays as it is', () => {
  const html = `<p>@${link('bob@example.org')}</p>`;
  expect([calledIn([html]), byName(html, names)]).toEqual([['bob@example.org'], html]);
});
