import type { Letter } from './letter.rules.ts';

/** In Slack `&`, `<` and `>` are marks; a bar ends a link's address. */
const slackSafe = (text: string): string =>
  text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/\|/g, '¦');

/** People's words go as plain text, so that nothing in them becomes a link or calls a whole room. */
function slack({ subject, says, quote, facts = [], open }: Letter): object {
  const plain = [...says, ...(quote ? [`“${quote}”`] : []), ...facts.map(([label, value]) => `${label}: ${value}`)];
  const title = open ? `*<${open.url}|${slackSafe(subject)}>*` : `*${slackSafe(subject)}*`;
  return {
    text: slackSafe(`${subject}: ${says.join(' ')}`),
    unfurl_links: false,
    blocks: [
      { type: 'section', text: { type: 'mrkdwn', text: title } },
      { type: 'section', text: { type: 'plain_text', text: plain.join('\n').slice(0, 2900), emoji: false } },
    ],
  };
}

/** A card for a workflow of Teams. Runs of text know no marks, unlike its text blocks. */
function teams({ subject, says, quote, facts = [], open }: Letter): object {
  const run = (text: string, more: object = {}) => ({
    type: 'RichTextBlock',
    inlines: [{ type: 'TextRun', text, ...more }],
  });
  return {
    type: 'message',
    attachments: [
      {
        contentType: 'application/vnd.microsoft.card.adaptive',
        contentUrl: null,
        content: {
          $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
          type: 'AdaptiveCard',
          version: '1.4',
          msteams: { width: 'Full' },
          body: [
            run(subject, { weight: 'Bolder', size: 'Medium' }),
            ...says.map((line) => run(line)),
            ...(quote ? [run(`“${quote}”`, { italic: true })] : []),
            ...facts.map(([label, value]) => run(`${label}: ${value}`, { isSubtle: true })),
          ],
          actions: open ? [{ type: 'Action.OpenUrl', title: open.label, url: open.url }] : [],
        },
      },
    ],
  };
}

export const chatLook = { slack, teams } as const;
