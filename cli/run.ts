import { CommanderError } from 'commander';
import { type Code, codes } from './codes.ts';
import { type Failure, failed, problemOf } from './failure.ts';
import { program } from './program.ts';
import { json, plain } from './words.ts';

/** Carries out what was typed and answers how it ended; what went wrong is said on the error output. */
export async function run(typed: readonly string[]): Promise<Code> {
  const forPrograms = typed.includes('--json');
  try {
    await program({ quiet: forPrograms }).parseAsync([...typed], { from: 'user' });
    return codes.done;
  } catch (error) {
    const failure = error instanceof CommanderError ? wrongUse(error) : failed(error);
    if (failure.code !== codes.done && forPrograms) console.error(json(problemOf(failure)));
    else for (const line of failure.lines) console.error(plain(line));
    return failure.code;
  }
}

/** Its parser has said already what is wrong, or shown the help that was asked for; only programs are told again. */
const wrongUse = ({ exitCode, message }: CommanderError): Failure =>
  exitCode === 0 ? { code: codes.done, lines: [] } : { code: codes.wrongUse, lines: [], message };
