import { expect, test } from 'vitest';
import { chatLook } from './chat-look.rules.ts';
import { htmlOf, type Letter, oneLine, textOf } from './letter.rules.ts';

const letter: Letter = {
  subject: 'CHG-1: <Upgrade> & | more',
  says: ['Rita moved it to Assess.'],
  quote: '<script>x</script> <!channel> [click](https://evil.example)',
  facts: [['State', 'Assess']],
  open: { label: 'Open CHG-1', url: 'https://changes.example.org/changes/CHG-1' },
  because: 'You follow it.',
  settings: 'https://changes.example.org/profile',
};

test('a mail says in plain text all that it says in HTML', () => {
  const text = textOf(letter);
  for (const part of ['Rita moved it to Assess.', 'State: Assess', '> <script>', letter.open?.url, letter.settings]) {
    expect(text).toContain(part);
  }
});

test('what people wrote is text in HTML, and never a tag', () => {
  const html = htmlOf(letter);
  expect(html).not.toContain('<script>');
  expect(html).toContain('&lt;script&gt;x&lt;/script&gt;');
  expect(html).toContain('href="https://changes.example.org/changes/CHG-1"');
});

test('a title of several lines makes a subject of one', () => {
  expect(oneLine(' a\r\nBcc: b\tc ')).toBe('a Bcc: b c');
});

test('in Slack people’s words are plain text: they call no room and make no link', () => {
  const marked = JSON.stringify(chatLook.slack(letter));
  expect(JSON.parse(marked).blocks).toMatchObject([
    {
      text: {
        type: 'mrkdwn',
        text: '*<https://changes.example.org/changes/CHG-1|CHG-1: &lt;Upgrade&gt; &amp; ¦ more>*',
      },
    },
    { text: { type: 'plain_text' } },
  ]);
  expect(JSON.parse(marked).text).not.toContain('<!channel>');
});

test('in Teams a card of runs, in which nothing is a mark, with a button', () => {
  expect(chatLook.teams(letter)).toMatchObject({
    type: 'message',
    attachments: [
      {
        contentType: 'application/vnd.microsoft.card.adaptive',
        content: { type: 'AdaptiveCard', version: '1.4', actions: [{ type: 'Action.OpenUrl', url: letter.open?.url }] },
      },
    ],
  });
  expect(JSON.stringify(chatLook.teams(letter))).not.toContain('"TextBlock"');
});
