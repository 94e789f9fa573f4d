import { setTimeout as pause } from 'node:timers/promises';

type Kept = {
  isRunning(): boolean;
  restart(): Promise<void>;
  /** Hears of each try that failed; the next one follows by itself. */
  failed(error: unknown): void;
  /** Ends early when the signal says so; a test hands in its own. */
  wait?: (ms: number, signal: AbortSignal) => Promise<void>;
};

export const LOOK_MS = 500;
export const LONGEST_PAUSE_MS = 15_000;

/**
 * Brings back what has ended: at once, and each time that this does not last, after a pause twice as long. There is never
 * more than one try under way; `stop` waits for that one, and none follows it.
 */
export function keepRunning({ isRunning, restart, failed, wait = waited }: Kept): { stop(): Promise<void> } {
  const ending = new AbortController();
  const { signal } = ending;
  const watch = async () => {
    let lasted = 0;
    let nextPause = 0;
    for (;;) {
      await wait(LOOK_MS, signal);
      if (signal.aborted) return;
      lasted = isRunning() ? lasted + LOOK_MS : 0;
      if (lasted >= LONGEST_PAUSE_MS) nextPause = 0;
      if (lasted > 0) continue;
      if (nextPause > 0) await wait(nextPause, signal);
      if (signal.aborted) return;
      nextPause = Math.min(Math.max(LOOK_MS, nextPause * 2), LONGEST_PAUSE_MS);
      await restart().catch(failed);
    }
  };
  const watching = watch();
  return {
    stop: async () => {
      ending.abort();
      await watching;
    },
  };
}

async function waited(ms: number, signal: AbortSignal): Promise<void> {
  // The only way in which it fails is the signal, and whoever waits looks at that.
  await pause(ms, undefined, { signal, ref: false }).catch(() => {});
}
