import { useSyncExternalStore } from 'react';

let now = Date.now();
const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;

/** The time, renewed twice a minute for everything that tells how long ago. */
export const useNow = (): number => useSyncExternalStore(listen, () => now);

function listen(hear: () => void): () => void {
  listeners.add(hear);
  timer ??= setInterval(tick, 30_000);
  return () => {
    listeners.delete(hear);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

function tick(): void {
  now = Date.now();
  for (const hear of listeners) hear();
}
