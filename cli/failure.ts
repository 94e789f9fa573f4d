import { type Code, codes } from './codes.ts';

/**
 * A command that ends here, in sentences for whoever typed it. `message` is for programs, where people have been told already;
 * `problem` is the server's own refusal, where there is one.
 */
export type Failure = { code: Code; lines: readonly string[]; message?: string; problem?: object };

const failures = new WeakMap<Error, Failure>();

export function fail(code: Code, ...lines: string[]): never {
  return end({ code, lines });
}

export function end(failure: Failure): never {
  const error = new Error(failure.lines.join(' '));
  failures.set(error, failure);
  throw error;
}

/** Anything that was not foreseen is told as it is, and counts as not done. */
export function failed(error: unknown): Failure {
  const foreseen = error instanceof Error ? failures.get(error) : undefined;
  if (foreseen) return foreseen;
  return {
    code: codes.refused,
    lines: [`Interlock broke: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`],
  };
}

const names: Record<Code, string> = { 0: 'done', 1: 'refused', 2: 'wrong_use', 3: 'unreachable' };

/** The same for programs: the server's problem document, or one that looks like it. */
export const problemOf = ({ code, lines, message, problem }: Failure): object =>
  problem ?? { code: names[code], detail: message ?? lines.join(' ') };
