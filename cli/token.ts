import { scopes } from '@interlock/contract/permissions.ts';
import { createTokenRoute, listTokensRoute, revokeTokenRoute, type Token } from '@interlock/contract/sessions.ts';
import { Command } from 'commander';
import type { z } from 'zod';
import { type Caller, call } from './call.ts';
import { codes } from './codes.ts';
import { fail } from './failure.ts';
import { inputFor } from './input.ts';
import { type Json, repeated, withJson } from './options.ts';
import { type As, signedIn, withSignIn } from './session.ts';
import { type Column, table } from './table.ts';
import { answer } from './words.ts';

type Told = z.output<typeof Token>;

export function tokenCommand(): Command {
  const list = withSignIn(withJson(new Command('list')))
    .description('list your API tokens')
    .action((options: Json & As) =>
      signedIn(options, async (server) => {
        const found = await call(server, listTokensRoute, { limit: 200 });
        answer(options, found, () =>
          found.items.length > 0 ? table(columns, found.items, process.stdout.columns) : ['You have no tokens.'],
        );
      }),
    );
  const create = withSignIn(withJson(new Command('create')))
    .description('make an API token; its secret is said this once')
    .argument('<name>', 'what it is for')
    .addOption(repeated('--scope <scope>', 'what it may do; may be given several times', scopes).makeOptionMandatory())
    .option('--days <n>', 'for how long it is good, up to 365', '90')
    .action((name: string, options: Json & As & { scope: string[]; days: string }) =>
      signedIn(options, async (server) => {
        const given = { name, scopes: options.scope, days: Number(options.days) };
        const made = await call(server, createTokenRoute, inputFor(createTokenRoute, given));
        answer(options, made, () => [made.secret]);
        if (!options.json) console.error(`It is shown this once, and works until ${made.token.expiresAt}.`);
      }),
    );
  const revoke = withSignIn(withJson(new Command('revoke')))
    .description('revoke one of your API tokens; it dies at once')
    .argument('<token>', 'its name or id')
    .action((typed: string, options: Json & As) =>
      signedIn(options, async (server) => {
        const token = await tokenNamed(server, typed);
        await call(server, revokeTokenRoute, { tokenId: token.id });
        answer(options, token, () => [`${token.name} is revoked`]);
      }),
    );
  const token = new Command('token').description('your API tokens, with which programs act as you');
  for (const command of [list, create, revoke]) token.addCommand(command);
  return token;
}

const columns: readonly Column<Told>[] = [
  { heading: 'Name', of: ({ name }) => name, shrinks: true },
  { heading: 'Scopes', of: ({ scopes: given }) => given.join(' ') },
  { heading: 'Works until', of: ({ expiresAt }) => expiresAt.slice(0, 10) },
  { heading: 'Last used', of: ({ lastUsedAt }) => lastUsedAt?.slice(0, 10) ?? 'never' },
  { heading: 'Id', of: ({ id }) => id },
];

async function tokenNamed(server: Caller, typed: string): Promise<Told> {
  const { items } = await call(server, listTokensRoute, { limit: 200 });
  const [meant, another] = items.filter(({ id, name }) => id === typed || name === typed);
  if (meant && !another) return meant;
  if (!meant) return fail(codes.wrongUse, `You have no token ${typed}.`);
  return fail(codes.wrongUse, `Several of your tokens are called ${typed}: name the id, which token list says.`);
}
