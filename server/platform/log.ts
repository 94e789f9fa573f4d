import { type DestinationStream, type Logger, type LoggerOptions, pino } from 'pino';

export type Log = Pick<Logger, 'debug' | 'info' | 'warn' | 'error'>;

/** An error's own words only: drivers hang whole connections on theirs. The library of jobs hands over copies, which are no errors. */
function told(error: unknown): object {
  if (!isToldBy(error)) return { message: String(error) };
  const code = error.code === undefined ? {} : { code: error.code };
  return { type: error.name, message: error.message, ...code, stack: error.stack };
}

const isToldBy = (error: unknown): error is { message: string; name?: string; code?: unknown; stack?: string } =>
  typeof error === 'object' && error !== null && 'message' in error;

/**
 * One JSON object a line, to the standard output where nothing else is given. Secrets have no business here; headers and
 * bodies are never logged.
 */
export function openLog(level: string, to?: DestinationStream): Logger {
  const options: LoggerOptions = {
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) },
    serializers: { err: told },
  };
  return to ? pino(options, to) : pino(options);
}

/** What stands in the log where lines of it are missing. */
export const linesLost = (lines: number): string =>
  `${JSON.stringify({ level: 'warn', time: new Date().toISOString(), lines, msg: 'lines of the log were lost' })}\n`;
