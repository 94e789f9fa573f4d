import { type InboxItem, inboxRoute } from '@interlock/contract/inbox.ts';
import { Command } from 'commander';
import { call } from './call.ts';
import { inputFor } from './input.ts';
import { type Json, withJson } from './options.ts';
import { serverOf } from './server.ts';
import { type Column, table } from './table.ts';
import { answer } from './words.ts';

type Inbox = Json & { limit: string; cursor?: string };

export const inboxCommand = (): Command =>
  withJson(new Command('inbox'))
    .description(
      'everything that waits for you, about changes and about anything else, oldest first; of the same instant by priority',
    )
    .option('--limit <n>', 'how many at most, up to 200', '50')
    .option('--cursor <cursor>', 'go on where an earlier list ended')
    .action(inbox);

async function inbox({ json, ...asked }: Inbox): Promise<void> {
  const found = await call(serverOf(process.env), inboxRoute, inputFor(inboxRoute, asked));
  answer(json ? { json } : {}, found, () => [
    ...(found.items.length === 0 ? ['Nothing waits for you.'] : table(columns, found.items, process.stdout.columns)),
    ...(found.next === null ? [] : [`There are more: --cursor ${found.next}`]),
  ]);
}

const columns: readonly Column<InboxItem>[] = [
  { heading: 'Since', of: ({ since }) => since.slice(0, 16).replace('T', ' ').concat('Z') },
  { heading: 'What', of: ({ kind }) => kind.replaceAll('_', ' ') },
  { heading: 'About', of: ({ about }) => about.label || about.title },
  { heading: 'Why', of: ({ why }) => why, shrinks: true },
];
