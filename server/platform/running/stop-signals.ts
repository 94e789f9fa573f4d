/** Delivered twice within this time, Ctrl-C was pressed once: a terminal and a parent process may both pass it on. */
const ONE_PRESS_MS = 500;

/** The first signal stops in order, however it came; only a second Ctrl-C, by somebody who will not wait, forces. */
export function stopOnSignals({ stop, force }: { stop: () => void; force: () => void }): void {
  let pressed: number | undefined;
  process.on('SIGINT', () => {
    if (pressed !== undefined && performance.now() - pressed > ONE_PRESS_MS) force();
    pressed ??= performance.now();
    stop();
  });
  process.on('SIGTERM', stop);
  process.on('SIGHUP', stop);
}
