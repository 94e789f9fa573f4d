import process from 'node:process';
import { Command } from 'commander';
import { programOf } from './programs.ts';

/** Short-lived objects are collected early, as in `scripts/server-arguments.mjs`: it saves about 20 MB of an idle server. */
const serverArguments = ['--max-semi-space-size=8', programOf('main')];

const settings = `
Settings are environment variables, such as INTERLOCK_DATA, INTERLOCK_URL, PORT and DATABASE_URL; the README lists them.
Ctrl-C or SIGTERM stops it.`;

/** The server takes the place of this process, so that whoever watches and stops the command watches and stops the server. */
export function startCommand(): Command {
  return new Command('start')
    .description('start the server here, and its database where none is set')
    .addHelpText('after', settings)
    .action(() => process.execve?.(process.execPath, [process.execPath, ...serverArguments], { ...process.env }));
}
