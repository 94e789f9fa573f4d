import { Command } from 'commander';
import { backupCommand, restoreCommand } from './backup.ts';
import { codesInWords } from './codes.ts';
import { importCommand } from './import.ts';
import { resetLinkCommand, setUpLinkCommand } from './links.ts';
import { version } from './version.ts';
import { json, say } from './words.ts';

/** Every command. Wrong use is thrown and ends in `main.ts`, so that nothing exits half-way. */
export function program(): Command {
  const interlock = new Command('interlock')
    .description('IT change and release management, from the command line.')
    .addHelpText('after', codesInWords)
    .version(version, '-V, --version')
    .showHelpAfterError('Try interlock --help.');
  interlock.addCommand(importCommand());
  interlock.addCommand(backupCommand());
  interlock.addCommand(restoreCommand());
  interlock.addCommand(setUpLinkCommand());
  interlock.addCommand(resetLinkCommand());
  interlock
    .command('version')
    .description('say which version this is')
    .option('--json', 'answer as JSON')
    .action((options: { json?: true }) =>
      options.json ? console.log(json({ version })) : say(`interlock ${version}`),
    );
  return throughout(interlock);
}

/** A command's settings do not reach the commands below it when they are added ready-made. */
function throughout(command: Command): Command {
  command.exitOverride();
  for (const below of command.commands) throughout(below);
  return command;
}
