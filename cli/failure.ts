import { type Code, codes } from './codes.ts';

/** A command that ends here, in sentences for whoever typed it. */
export type Failure = { code: Code; lines: readonly string[] };

const failures = new WeakMap<Error, Failure>();

export function fail(code: Code, ...lines: string[]): never {
  const error = new Error(lines.join(' '));
  failures.set(error, { code, lines });
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
