import { type ChangeRow, listChangesRoute, outcomes, Priorities } from '@interlock/contract/changes.ts';
import { stateKinds } from '@interlock/contract/models.ts';
import { Command } from 'commander';
import { type Caller, call } from './call.ts';
import { inputFor } from './input.ts';
import { groupNamed, modelNamed, personNamed } from './named.ts';
import { type Json, repeated, withJson } from './options.ts';
import { serverOf } from './server.ts';
import { type Column, table } from './table.ts';
import { answer } from './words.ts';

type List = Json & {
  state?: string[];
  model?: string[];
  priority?: string[];
  outcome?: string[];
  requester?: string;
  assignee?: string;
  coordinator?: string;
  team?: string;
  plannedFrom?: string;
  plannedTo?: string;
  limit: string;
  cursor?: string;
};

export const listCommand = (): Command =>
  withJson(new Command('list'))
    .description('list changes, newest first')
    .argument('[words]', 'only those in which these words stand')
    .addOption(repeated('--state <kind>', 'only in this state; may be given several times', stateKinds))
    .addOption(repeated('--model <key>', 'only of this model'))
    .addOption(repeated('--priority <1-4>', 'only of this priority', Object.keys(Priorities)))
    .addOption(repeated('--outcome <outcome>', 'only those that ended so', outcomes))
    .option('--requester <person>', 'only those that this person asked for (name, e-mail or me)')
    .option('--assignee <person>', 'only those that this person carries out')
    .option('--coordinator <person>', 'only those that this person coordinates')
    .option('--team <group>', 'only those of this team')
    .option('--planned-from <instant>', 'only planned to begin from then on, such as 2026-12-01T00:00:00Z')
    .option('--planned-to <instant>', 'only planned to begin before then')
    .option('--limit <n>', 'how many at most, up to 200', '50')
    .option('--cursor <cursor>', 'go on where an earlier list ended')
    .action(list);

async function list(words: string | undefined, options: List): Promise<void> {
  const server = serverOf(process.env);
  const { json, ...asked } = options;
  const given = { ...(await named(server, asked)), ...(words !== undefined && { q: words }) };
  const found = await call(
    server,
    listChangesRoute,
    inputFor(listChangesRoute, { ...given, ...(json && { wait: 'true' }) }),
  );
  answer(options, found, () => [
    ...(found.items.length === 0 ? ['No change matches.'] : table(columns, found.items, process.stdout.columns)),
    ...(found.next === null ? [] : [`There are more: --cursor ${found.next}`]),
  ]);
}

/** Names as they were typed, with what the server knows them by. */
async function named(server: Caller, asked: Omit<List, 'json'>): Promise<Record<string, unknown>> {
  const person = async (name: 'requester' | 'assignee' | 'coordinator') =>
    asked[name] === undefined ? {} : { [name]: await personNamed(server, asked[name]) };
  return {
    ...asked,
    ...(await person('requester')),
    ...(await person('assignee')),
    ...(await person('coordinator')),
    ...(asked.team !== undefined && { team: await groupNamed(server, asked.team) }),
    ...(asked.model && { model: await Promise.all(asked.model.map((key) => modelNamed(server, key))) }),
  };
}

const columns: readonly Column<ChangeRow>[] = [
  { heading: 'Number', of: ({ number }) => number },
  { heading: 'State', of: ({ state }) => state.name },
  { heading: 'Priority', of: ({ priority }) => String(priority) },
  { heading: 'Title', of: ({ title }) => title, shrinks: true },
  { heading: 'Assignee', of: ({ assignee }) => assignee?.name ?? '-' },
  { heading: 'Planned', of: ({ plannedStart }) => plannedStart?.slice(0, 16).replace('T', ' ').concat('Z') ?? '-' },
];
