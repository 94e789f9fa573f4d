import { exit } from 'node:process';
import { CommanderError } from 'commander';
import { codes } from './codes.ts';
import { failed } from './failure.ts';
import { program } from './program.ts';
import { plain } from './words.ts';

/** Whoever reads only the beginning of the output ends us early, as `head` does: that is no fault. */
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') exit(codes.done);
  throw error;
});

try {
  await program().parseAsync();
} catch (error) {
  if (error instanceof CommanderError) {
    process.exitCode = error.exitCode === 0 ? codes.done : codes.wrongUse;
  } else {
    const { code, lines } = failed(error);
    for (const line of lines) console.error(plain(line));
    process.exitCode = code;
  }
}
