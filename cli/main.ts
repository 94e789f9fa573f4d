import { exit } from 'node:process';
import { codes } from './codes.ts';
import { run } from './run.ts';

/** Whoever reads only the beginning of the output ends us early, as `head` does: that is no fault. */
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') exit(codes.done);
  throw error;
});

const ended = await run(process.argv.slice(2));
if (ended !== codes.done) process.exitCode = ended;
