import type { Run, RunAnswer } from '@interlock/contract/change-runs.ts';

export type Heard = {
  run: Run;
  stamp: string;
  /** When it was true, by the server's clock. */
  at: number;
  /** What the server's clock is ahead of ours. */
  ahead: number;
};

/** What is known after another answer. One that was overtaken on its way by a newer one is dropped. */
export function kept(before: Heard | undefined, answer: RunAnswer, now: number): Heard | undefined {
  const at = Date.parse(answer.at);
  if (before && at < before.at) return before;
  const run = answer.run ?? before?.run;
  return run && { run, stamp: answer.stamp, at, ahead: at - now };
}
