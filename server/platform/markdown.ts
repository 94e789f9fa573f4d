import { Marked } from 'marked';
import sanitizeHtml from 'sanitize-html';

const marked = new Marked({ gfm: true, breaks: true });

/** Markdown as HTML that is safe to show: no script, no style, no picture from elsewhere, links to http(s) and mail only. */
export function htmlOf(markdown: string): string {
  if (markdown.trim() === '') return '';
  return sanitizeHtml(marked.parse(markdown, { async: false }), {
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
    allowedAttributes: { a: ['href', 'title', 'rel', 'target'], input: ['type', 'checked', 'disabled'], ol: ['start'] },
    allowedSchemes: ['http', 'https', 'mailto'],
    allowProtocolRelative: false,
    nestingLimit: 50,
    transformTags: {
      a: sanitizeHtml.simpleTransform('a', { rel: 'noopener noreferrer nofollow', target: '_blank' }),
      input: (_name, attribs) => ({
        tagName: 'input',
        attribs: { type: 'checkbox', disabled: '', ...('checked' in attribs && { checked: '' }) },
      }),
    },
  });
}
