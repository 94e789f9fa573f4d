import { createContext, Script } from 'node:vm';

const room = createContext({ work: undefined });
const script = new Script('work()');
const OVERTIME = 'ERR_SCRIPT_EXECUTION_TIMEOUT';

/**
 * What the work returns, or undefined where it was not finished after so many milliseconds on the clock. It is stopped wherever
 * it stands, even within a regular expression, and its `finally` blocks do not run: what it worked with may be half done.
 */
export function withinTime<T>(milliseconds: number, work: () => T): T | undefined {
  room['work'] = work;
  try {
    return script.runInContext(room, { timeout: milliseconds }) as T;
  } catch (error) {
    if (isOvertime(error)) return undefined;
    throw error;
  } finally {
    room['work'] = undefined;
  }
}

const isOvertime = (error: unknown): boolean =>
  typeof error === 'object' && error !== null && 'code' in error && error.code === OVERTIME;
