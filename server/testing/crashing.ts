import { appendFileSync } from 'node:fs';
import { atCrashPoints } from '../platform/jobs/crash-points.ts';

/**
 * Loaded before a program of ours (`node --import`). Whoever comes first to one of these points stays there. The process gets its
 * signal when as many stay as it says, or when nobody more came for a while: so one kill meets many kinds of work, each at a point
 * of its own. Where each came to stands in a file.
 */
const { CRASH_POINTS = '[]', CRASH_SIGNAL = 'SIGKILL', CRASH_NOTE = '', CRASH_AT_MOST = '1' } = process.env;
/** Longer than a worker takes to look for its next job. */
const QUIET_MS = 3_000;

const points = new Set<string>(JSON.parse(CRASH_POINTS));
let staying = 0;
let quiet: NodeJS.Timeout | undefined;

function strike(): void {
  points.clear();
  process.kill(process.pid, CRASH_SIGNAL);
}

atCrashPoints(async (point) => {
  if (!points.delete(point)) return;
  appendFileSync(CRASH_NOTE, `${point}\n`);
  clearTimeout(quiet);
  staying += 1;
  if (staying >= Number(CRASH_AT_MOST) || points.size === 0) return strike();
  quiet = setTimeout(strike, QUIET_MS);
  await new Promise(() => {});
});
