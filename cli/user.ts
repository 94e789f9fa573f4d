import {
  deactivatePersonRoute,
  invitePersonRoute,
  listPeopleRoute,
  type Person,
  resetLinkRoute,
} from '@interlock/contract/people.ts';
import { roles } from '@interlock/contract/permissions.ts';
import { Command } from 'commander';
import { call } from './call.ts';
import { inputFor } from './input.ts';
import { groupNamed, personNamed, personWith } from './named.ts';
import { type Json, repeated, withJson } from './options.ts';
import { serverOf } from './server.ts';
import { type As, signedIn, withSignIn } from './session.ts';
import { type Column, table } from './table.ts';
import { answer } from './words.ts';

export function userCommand(): Command {
  const user = new Command('user').description('people: list, invite, deactivate, hand out new links');
  for (const command of [listCommand(), inviteCommand(), deactivateCommand(), resetLinkCommand()]) {
    user.addCommand(command);
  }
  return user;
}

type List = Json & { role?: string[]; group?: string; all?: true; limit: string; cursor?: string };

const listCommand = (): Command =>
  withJson(new Command('list'))
    .description('list people by name')
    .argument('[words]', 'only those whose name or e-mail holds these words')
    .addOption(repeated('--role <role>', 'only those who have this role', roles))
    .option('--group <group>', 'only the members of this group')
    .option('--all', 'those who are deactivated too')
    .option('--limit <n>', 'how many at most, up to 200', '50')
    .option('--cursor <cursor>', 'go on where an earlier list ended')
    .action(async (words: string | undefined, { json, all, ...asked }: List) => {
      const server = serverOf(process.env);
      const found = await call(
        server,
        listPeopleRoute,
        inputFor(listPeopleRoute, {
          ...asked,
          ...(words !== undefined && { q: words }),
          ...(asked.group !== undefined && { group: await groupNamed(server, asked.group) }),
          ...(!all && { active: 'true' }),
        }),
      );
      answer(json ? { json } : {}, found, () => [
        ...(found.items.length === 0 ? ['Nobody matches.'] : table(columns, found.items, process.stdout.columns)),
        ...(found.next === null ? [] : [`There are more: --cursor ${found.next}`]),
      ]);
    });

const columns: readonly Column<Person>[] = [
  { heading: 'Name', of: ({ name }) => name, shrinks: true },
  { heading: 'E-mail', of: ({ email }) => email },
  { heading: 'Roles', of: ({ roles: has }) => has.join(' ') },
  { heading: 'Groups', of: ({ groups }) => groups.map(({ name }) => name).join(', ') },
  { heading: '', of: ({ active, invited }) => (active ? (invited ? 'invited' : '') : 'deactivated') },
];

type Link = { link: string; expiresAt: string };
const linkLines = ({ link, expiresAt }: Link): string[] => [link, `It works once, until ${expiresAt}.`];

const inviteCommand = (): Command =>
  withSignIn(withJson(new Command('invite')))
    .description('invite somebody: says the one-time link to hand them')
    .argument('<name>', 'their name')
    .argument('<e-mail>', 'their e-mail address')
    .addOption(repeated('--role <role>', 'a role; may be given several times', roles).makeOptionMandatory())
    .addOption(repeated('--group <group>', 'a group that they join; may be given several times'))
    .action((name: string, email: string, options: Json & As & { role: string[]; group?: string[] }) =>
      signedIn(options, async (server) => {
        const groupIds = await Promise.all((options.group ?? []).map((group) => groupNamed(server, group)));
        const given = { name, email, roles: options.role, groupIds };
        const made = await call(server, invitePersonRoute, inputFor(invitePersonRoute, given));
        answer(options, made, () => linkLines(made));
      }),
    );

const deactivateCommand = (): Command =>
  withJson(new Command('deactivate'))
    .description('deactivate somebody: sessions, tokens and links end at once; history keeps the name')
    .argument('<person>', 'e-mail or name')
    .action(async (typed: string, options: Json) => {
      const server = serverOf(process.env);
      const { id, version } = await personWith(server, typed);
      const gone = await call(server, deactivatePersonRoute, { personId: id, version });
      answer(options, gone, () => [`${gone.name} is deactivated`]);
    });

const resetLinkCommand = (): Command =>
  withSignIn(withJson(new Command('reset-link')))
    .description('make a one-time link with which somebody chooses a new password; earlier links die')
    .argument('<person>', 'e-mail or name')
    .action((typed: string, options: Json & As) =>
      signedIn(options, async (server) => {
        const made = await call(server, resetLinkRoute, { personId: await personNamed(server, typed) });
        answer(options, made, () => linkLines(made));
      }),
    );
