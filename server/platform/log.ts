import { type DestinationStream, type Logger, type LoggerOptions, pino } from 'pino';
import { type Mask, maskedLines, openMask } from './mask.ts';

export type Log = Pick<Logger, 'debug' | 'info' | 'warn' | 'error'>;

/** An error's own words only: drivers hang whole connections on theirs. Some libraries hand on a copy that is no Error. */
function told(error: unknown): object {
  if (typeof error !== 'object' || error === null || !('message' in error)) return { message: String(error) };
  const type = error instanceof Error ? { type: error.name } : {};
  const stack = 'stack' in error ? { stack: error.stack } : {};
  const code = 'code' in error ? { code: error.code } : {};
  const queue = 'queue' in error ? { queue: error.queue } : {};
  return { ...type, message: error.message, ...code, ...queue, ...stack };
}

/**
 * One JSON object a line, to the standard output where nothing else is given. Secrets have no business here; headers and
 * bodies are never logged. What another program says may hold one all the same, and is masked.
 */
export function openLog(level: string, to: DestinationStream = pino.destination(1), mask: Mask = openMask([])): Logger {
  const options: LoggerOptions = {
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) },
    serializers: { err: told },
  };
  return pino(options, maskedLines(to, mask));
}

/** What stands in the log where lines of it are missing. */
export const linesLost = (lines: number): string =>
  `${JSON.stringify({ level: 'warn', time: new Date().toISOString(), lines, msg: 'lines of the log were lost' })}\n`;
