import { type DestinationStream, type Logger, type LoggerOptions, pino, stdSerializers } from 'pino';

export type Log = Pick<Logger, 'debug' | 'info' | 'warn' | 'error'>;

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
    serializers: { err: stdSerializers.err },
  };
  return to ? pino(options, to) : pino(options);
}
