import { Command } from 'commander';
import { auditCommand } from './audit.ts';
import { backupCommand, restoreCommand } from './backup.ts';
import { changeCommand } from './change.ts';
import { codesInWords } from './codes.ts';
import { completeCommand } from './complete.ts';
import { completionCommand } from './completion.ts';
import { demoCommand } from './demo.ts';
import { importCommand } from './import.ts';
import { inboxCommand } from './inbox.ts';
import { resetLinkCommand, setUpLinkCommand } from './links.ts';
import { modelCommand } from './model.ts';
import { startCommand } from './start.ts';
import { taskCommand } from './task.ts';
import { templateCommand } from './template.ts';
import { tokenCommand } from './token.ts';
import { userCommand } from './user.ts';
import { version } from './version.ts';
import { json, say } from './words.ts';

/** Every command. Wrong use is thrown and ends in `run.ts`, so that nothing exits half-way; `quiet` leaves it to that to say it. */
export function program({ quiet = false } = {}): Command {
  const interlock = new Command('interlock')
    .description('IT change and release management, from the command line.')
    .addHelpText('after', codesInWords)
    .version(version, '-V, --version')
    // So that --version behind a command is that command's own.
    .enablePositionalOptions();
  interlock.addCommand(changeCommand());
  interlock.addCommand(inboxCommand());
  interlock.addCommand(taskCommand());
  interlock.addCommand(templateCommand());
  interlock.addCommand(modelCommand());
  interlock.addCommand(userCommand());
  interlock.addCommand(tokenCommand());
  interlock.addCommand(demoCommand());
  interlock.addCommand(importCommand());
  interlock.addCommand(auditCommand());
  interlock.addCommand(startCommand());
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
  interlock.addCommand(completionCommand());
  interlock.addCommand(completeCommand(), { hidden: true });
  return throughout(interlock, 'interlock', quiet);
}

/** A command's settings do not reach the commands below it when they are added ready-made. */
function throughout(command: Command, typed: string, quiet: boolean): Command {
  command.exitOverride().showHelpAfterError(`Try ${typed} --help.`);
  if (quiet) command.configureOutput({ writeErr: () => {} });
  for (const below of command.commands) throughout(below, `${typed} ${below.name()}`, quiet);
  return command;
}
