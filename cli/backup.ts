import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { Command } from 'commander';
import { codes } from './codes.ts';
import { programOf } from './programs.ts';

export function backupCommand(): Command {
  return new Command('backup')
    .description("on the server's machine: write everything into one file, while the server runs or not")
    .argument('<file>', 'the file to make; it must not be there yet')
    .action((file: string) => beside('backup', [file]));
}

export function restoreCommand(): Command {
  return new Command('restore')
    .description("on the server's machine, while no server runs: put a backup into an empty database")
    .argument('<file>', 'what interlock backup made')
    .option('--replace', 'lose what the database holds now')
    .option('--keep-tokens', 'let API tokens work as they did when the backup was made, revoked ones too')
    .action((file: string, { replace, keepTokens }: { replace?: true; keepTokens?: true }) =>
      beside('restore', [...(replace ? ['--replace'] : []), ...(keepTokens ? ['--keep-tokens'] : []), file]),
    );
}

/** These two speak to the database and not to a server, which may be gone: they are programs of the server's. */
async function beside(name: 'backup' | 'restore', args: string[]): Promise<void> {
  const child = spawn(process.execPath, [programOf(name), ...args], { stdio: 'inherit' });
  const [code, signal] = await once(child, 'exit');
  if (signal) console.error(`It was ended by ${signal} before it was done: ${undone[name]}`);
  if (code !== 0) process.exitCode = codes.refused;
}

const undone = {
  backup: 'there is no new backup.',
  restore: 'restore again before a server starts.',
} as const;
