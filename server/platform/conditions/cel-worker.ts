import { parentPort, workerData } from 'node:worker_threads';
import type { ParseResult } from '@marcbachmann/cel-js';
import { type Declared, environmentOf, faultsOf, saidOf } from './cel.ts';

/** Expressions and what they are asked about; `answers` come one by one, so that an overrun is known by its expression. */
export type Asked = { sources: readonly string[]; given: Readonly<Record<string, Readonly<Record<string, unknown>>>> };
export type Answered = { at: number; holds: boolean; problem?: string; spent: number };

// `as`: its only starter hands it this.
const environment = environmentOf(workerData as Declared);
const parsed = new Map<string, ParseResult | string>();
const MOST_PARSED = 1_000;

parentPort?.on('message', ({ sources, given }: Asked) => {
  for (const [at, source] of sources.entries()) {
    const answer = answerTo(source, given);
    parentPort?.postMessage({ at, ...answer, spent: spent() });
  }
});
parentPort?.postMessage({ spent: spent() });

/** What this thread has taken of the processor since it began, in microseconds. */
function spent(): number {
  const { user, system } = process.threadCpuUsage();
  return user + system;
}

function answerTo(source: string, given: Asked['given']): Omit<Answered, 'at' | 'spent'> {
  const expression = expressionOf(source);
  if (typeof expression === 'string') return { holds: false, problem: expression };
  try {
    return { holds: expression(given) === true };
  } catch (error) {
    return { holds: false, problem: saidOf(error, 'nothing is known of') };
  }
}

function expressionOf(source: string): ParseResult | string {
  const known = parsed.get(source);
  if (known !== undefined) return known;
  const [fault] = faultsOf(environment, source);
  const read = fault ?? environment.parse(source);
  if (parsed.size >= MOST_PARSED) parsed.clear();
  parsed.set(source, read);
  return read;
}
