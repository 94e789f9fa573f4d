import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { harmIn, leftOpen } from '../../testing/harmful-html.ts';
import { htmlOf, renderTogether } from './markdown.ts';

/** What a text may be made of to be hard to read. */
const pieces = [
  ...[
    '>',
    '> ',
    '[',
    ']',
    '](',
    ')',
    '![',
    '[x](http://a.b',
    '[x]: http://a.b\n',
    '*',
    '**',
    '_',
    '__',
    '~~',
    '*a',
    '_a ',
  ],
  ...[
    '`',
    '```',
    '```\n',
    '<',
    '</',
    '<!--',
    '-->',
    '<b>',
    '<a href="',
    '<http://a.b>',
    '&#',
    '&#x',
    '&amp;',
    '&',
    '|',
    '|a',
  ],
  ...[
    '|-|-|\n',
    '1.',
    '1. ',
    '12) ',
    '- ',
    '+ ',
    '* ',
    '- [ ] ',
    '#',
    '# ',
    '=',
    '---',
    '\n',
    '\n\n',
    '  \n',
    '\n    ',
    '\t',
    ' ',
  ],
  ...[
    '\\',
    '"',
    "'",
    '(',
    '!',
    '@',
    'a@b.c',
    'http://',
    'www.',
    'https://example.org/',
    'mailto:',
    'javascript:',
    ';',
    ':',
    '.',
  ],
  ...['a', 'word ', 'é', '🙂', '\u0000', '\u202e', '\ud800', '\r', '\u00a0', 'x'.repeat(500), '1'.repeat(300)],
];
const MOST_LETTERS = 50_000;

const repeated = fc
  .tuple(
    fc.array(fc.constantFrom(...pieces), { minLength: 1, maxLength: 3 }),
    fc.oneof(fc.constant(1), fc.nat(40), fc.nat(8_000)),
  )
  .map(([some, times]) => some.join('').repeat(times));
const texts = fc.array(repeated, { minLength: 1, maxLength: 6 }).map((parts) => parts.join('').slice(0, MOST_LETTERS));
/** Such as are rendered without a look at the clock. */
const shortTexts = fc
  .array(fc.tuple(fc.constantFrom(...pieces), fc.nat(300)), { minLength: 1, maxLength: 12 })
  .map((parts) =>
    parts
      .map(([piece, times]) => piece.repeat(times))
      .join('')
      .slice(0, 1_000),
  );

/** The renderer gives a text a second. What is more is for a machine that does other work meanwhile. */
const BOUND_MS = 5_000;
/** A slow machine looks at fewer texts. */
const LONG_ENOUGH = { interruptAfterTimeLimit: 4_000 };

function shown(render: () => string[]): void {
  const began = performance.now();
  const htmls = render();
  expect(performance.now() - began).toBeLessThan(BOUND_MS);
  for (const html of htmls) expect([harmIn(html), leftOpen(html)]).toEqual([[], []]);
}

describe('whatever a text is made of, thousands of times', () => {
  test('it is shown in the time that it is given, whole and harmless', () => {
    fc.assert(
      fc.property(texts, (text) => shown(() => [htmlOf(text)])),
      { numRuns: 300, ...LONG_ENOUGH },
    );
  });

  test('so is a short one, which nobody looks at the clock for', () => {
    fc.assert(
      fc.property(shortTexts, (text) => shown(() => [htmlOf(text)])),
      { numRuns: 1_000, ...LONG_ENOUGH },
    );
  });

  test('and several at once are shown as each by itself, in the time of one more', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(texts, shortTexts), { minLength: 2, maxLength: 4 }), (some) => {
        const began = performance.now();
        renderTogether(some);
        expect(performance.now() - began).toBeLessThan(BOUND_MS);
        for (const text of some) shown(() => [htmlOf(text)]);
      }),
      { numRuns: 100, ...LONG_ENOUGH },
    );
  });
});

test('what is left open is found: the test of the test', () => {
  expect(leftOpen('<p>a<br />b <em>c</em></p><hr><ul><li>x</li></ul>')).toEqual([]);
  expect(leftOpen('<p>a <em>b</p>')).toEqual(['</p>', 'p', 'em']);
  expect(leftOpen('<ul><li>x</ul>')).not.toEqual([]);
  expect(leftOpen('x</p>')).toEqual(['</p>']);
});
