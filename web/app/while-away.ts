import { refused, unreachable } from '../lib/calls/refusal.ts';

export const serverAnswers = (): Promise<boolean> =>
  fetch('/healthz', { cache: 'no-store' }).then(
    ({ ok }) => ok,
    () => false,
  );

/**
 * A screen that could not be loaded is one of an older version, where the server answers, and the router reads the page in anew
 * for it. Where the server does not answer, that would put the browser's own page in the place of ours.
 */
export const whileAway =
  <T>(load: () => Promise<T>) =>
  (): Promise<T> =>
    load().catch(async (thrown: unknown) => {
      throw (await serverAnswers()) ? thrown : refused(unreachable);
    });
