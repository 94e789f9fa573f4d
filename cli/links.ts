import { operatorResetLinkRoute, operatorSetUpLinkRoute } from '@interlock/contract/identity.ts';
import { Command } from 'commander';
import { call } from './call.ts';
import { serverOf } from './server.ts';
import { json, say } from './words.ts';

type Options = { json?: true };
type Link = { link: string; expiresAt: string };

export function setUpLinkCommand(): Command {
  return new Command('setup-link')
    .description('make a new one-time link to set Interlock up with, while there is no administrator')
    .option('--json', 'answer as JSON')
    .action(async (options: Options) => tell(options, await call(serverOf(process.env), operatorSetUpLinkRoute, {})));
}

export function resetLinkCommand(): Command {
  return new Command('reset-link')
    .description('make a one-time link with which a person chooses a new password; earlier links die')
    .argument('<email>', "the person's e-mail address")
    .option('--json', 'answer as JSON')
    .action(async (email: string, options: Options) =>
      tell(options, await call(serverOf(process.env), operatorResetLinkRoute, { email })),
    );
}

function tell(options: Options, { link, expiresAt }: Link): void {
  if (options.json) {
    console.log(json({ link, expiresAt }));
    return;
  }
  say(link);
  say(`It works once, until ${expiresAt}.`);
}
