import { turnsShown } from '@interlock/contract/reading-order.ts';
import { Marked } from 'marked';
import sanitizeHtml from 'sanitize-html';
import { autolinks } from './autolinks.ts';
import { withinTime } from './within-time.ts';

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escaped = (text: string): string => text.replace(/[&<>"]/g, (letter) => entities[letter] ?? '');

/** What looks like HTML is shown as it was written: a `<host>` in a plan is a word that approvers must read. */
const parser = () =>
  new Marked({ gfm: true, breaks: true, tokenizer: autolinks, renderer: { html: ({ text }) => escaped(text) } });
let marked = parser();

/**
 * Texts with their HTML: a page is read many times for each time that it is written. Emptied as a whole when it is full.
 * One that took too long is among them, as it was written.
 */
const rendered = new Map<string, string>();
let lettersRendered = 0;
const MOST_LETTERS = 10_000_000;

/**
 * So few are rendered without a look at the clock, which takes longer than they do: of a hundred thousand made-up texts of a thousand
 * letters, the worst that nothing else keeps from the parser took 23 ms.
 */
const FEW_LETTERS = 1_000;
/** On the clock, during which the server does nothing else. A long plan takes a fiftieth of it. */
const LONGEST_MS = 1_000;

/**
 * Markdown as HTML that is safe to show: no script, no style, no picture from elsewhere, links to http(s) and mail only. A text
 * that cannot be read in a second is shown as it was written. Marks that turn the order of reading, of texts from before these were
 * refused, are shown by their names.
 */
export function htmlOf(markdown: string): string {
  if (markdown.trim() === '') return '';
  const known = rendered.get(markdown);
  if (known !== undefined) return known;
  return keep(markdown, inTime(markdown.length, () => safeHtml(markdown)) ?? givenUp(markdown));
}

/**
 * What `htmlOf` will be asked for, rendered with one look at the clock for all: the look takes longer than rendering a text of
 * a few lines. Where they take too long together, each is left to be rendered by itself.
 */
export function renderTogether(markdowns: readonly string[]): void {
  const unknown = markdowns.filter((markdown) => markdown.trim() !== '' && !rendered.has(markdown));
  if (unknown.length < 2) return;
  const letters = unknown.reduce((sum, { length }) => sum + length, 0);
  const htmls = inTime(letters, () => unknown.map(safeHtml));
  if (htmls === undefined) marked = parser();
  else unknown.forEach((markdown, at) => void keep(markdown, htmls[at] ?? ''));
}

const inTime = <T>(letters: number, render: () => T): T | undefined =>
  letters <= FEW_LETTERS ? render() : withinTime(LONGEST_MS, render);

function keep(markdown: string, html: string): string {
  lettersRendered += markdown.length + html.length;
  if (lettersRendered > MOST_LETTERS) {
    rendered.clear();
    lettersRendered = markdown.length + html.length;
  }
  rendered.set(markdown, html);
  return html;
}

/** A parser that was stopped halfway is not used again. */
function givenUp(markdown: string): string {
  marked = parser();
  return turnsShown(asWritten(markdown));
}

const safeHtml = (markdown: string): string => {
  const html = parsed(markdown);
  return turnsShown(plainHtml(html) ?? sanitized(html));
};

/** Tags without attributes that the sanitizer leaves as they are, and how many levels each opens. */
const plainTags = new Map<string, number>([
  ['<br>', 0],
  ['<hr>', 0],
  ...[
    'p',
    'h1',
    'h2',
    'h3',
    'h4',
    'h5',
    'h6',
    'blockquote',
    'pre',
    'code',
    'em',
    'strong',
    'del',
    'ul',
    'ol',
    'li',
  ].flatMap((name): [string, number][] => [
    [`<${name}>`, 1],
    [`</${name}>`, -1],
  ]),
]);
const DEEPEST = 50;

/**
 * Most texts hold no link, no table and no box to tick. Where nothing but plain tags is found, the sanitizer, which takes four
 * times as long as the parser, would change nothing but the way that some signs are written. Undefined: it must look.
 */
export function plainHtml(html: string): string | undefined {
  let depth = 0;
  for (const tag of html.match(/<[^>]*>?/g) ?? []) {
    const step = plainTags.get(tag);
    if (step === undefined) return undefined;
    depth += step;
    if (depth < 0 || depth > DEEPEST) return undefined;
  }
  if (depth !== 0 || /&(?!(?:amp|lt|gt|quot|#39);)/.test(html)) return undefined;
  return html
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('<br>', '<br />')
    .replaceAll('<hr>', '<hr />');
}

export function sanitized(html: string): string {
  return sanitizeHtml(html, {
    allowedTags: [
      'h1',
      'h2',
      'h3',
      'h4',
      'h5',
      'h6',
      'p',
      'br',
      'hr',
      'blockquote',
      'pre',
      'code',
      'em',
      'strong',
      'del',
      'ul',
      'ol',
      'li',
      'table',
      'thead',
      'tbody',
      'tr',
      'th',
      'td',
      'a',
      'input',
    ],
    allowedAttributes: {
      a: ['href', 'title', 'rel', 'target'],
      input: ['type', 'checked', 'disabled', 'aria-label'],
      ol: ['start'],
    },
    allowedSchemes: ['http', 'https', 'mailto'],
    allowProtocolRelative: false,
    nestingLimit: DEEPEST,
    transformTags: {
      a: sanitizeHtml.simpleTransform('a', { rel: 'noopener noreferrer nofollow', target: '_blank' }),
      input: (_name, attribs) => ({
        tagName: 'input',
        attribs: {
          type: 'checkbox',
          disabled: '',
          'aria-label': 'checked' in attribs ? 'Done' : 'To do',
          ...('checked' in attribs && { checked: '' }),
        },
      }),
    },
  });
}

/** Of one paragraph; past it the parser's time grows with the square of the marks. */
const MOST_MARKS = 2_000;
/** Of one paragraph, too: for each mark that may begin emphasis, the parser looks at all that follow. */
const MOST_OPENED = 1_000;
const opened = /(?<![\p{L}\p{N}])_+(?![\s_])|\*+(?![\s*])|~+(?![\s~])/gu;
/** Of the whole text: lists go on over empty lines, and each item is parsed once for each list around it. */
const MOST_ITEMS = 500;
/** Of one line: each opens a list in the list before. */
const MOST_ITEMS_OF_LINE = 40;
/** A line of nothing but dashes or stars is a rule across the page. */
const itemsInEachOther = /^(?![ \t>]*(?:(?:-[ \t]*)+|(?:\*[ \t]*)+)$)(?:[ \t>]*(?:[-+*]|\d{1,9}[.)])(?=[ \t]))+/gm;
const MOST_LINES = 5_000;
const MOST_LINES_OF_PARAGRAPH = 1_000;
const DEEPEST_ITEM = 40;
/** Of one table: every row is filled up to as many cells as the widest line has. */
const MOST_CELLS = 5_000;
/** Quotations within each other: a line that goes on with the last of five hundred takes a second. */
const deepQuotation = /(?:>[ \t]*){50}/;
/** Each of them is looked through again from every blank in it. */
const longBlank = /[ \t]{400}/;

const count = (text: string, pattern: RegExp): number => text.match(pattern)?.length ?? 0;

function isTooMuch(markdown: string): boolean {
  if ([longBlank, deepQuotation].some((pattern) => pattern.test(markdown)) || count(markdown, /\n/g) > MOST_LINES)
    return true;
  const items = markdown.match(/^[ \t>]*(?:[-+*]|\d{1,9}[.)])(?=[ \t]|$)/gm) ?? [];
  if (items.length > MOST_ITEMS || items.some(({ length }) => length > DEEPEST_ITEM)) return true;
  const itemsOfLine = markdown.match(itemsInEachOther) ?? [];
  if (itemsOfLine.some((line) => count(line, /[-+*.)]/g) > MOST_ITEMS_OF_LINE)) return true;
  return markdown.split(/\n[ \t]*\n/).some((paragraph) => {
    if (count(paragraph, /[_*~`[\]<>!+@]|\d[.)] |:\/\/|www\./g) > MOST_MARKS) return true;
    if (count(paragraph, opened) > MOST_OPENED) return true;
    const lines = paragraph.split('\n');
    if (lines.length > MOST_LINES_OF_PARAGRAPH) return true;
    const widest = lines.reduce((most, line) => Math.max(most, count(line, /\|/g)), 0);
    return widest * lines.length > MOST_CELLS;
  });
}

/** What the parser cannot follow, or not in good time, is shown as it was written: no text makes a page unreadable. */
export function parsed(markdown: string): string {
  if (isTooMuch(markdown)) return asWritten(markdown);
  try {
    return marked.parse(markdown, { async: false });
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return asWritten(markdown);
  }
}

const asWritten = (text: string) => `<pre>${escaped(text)}</pre>`;
