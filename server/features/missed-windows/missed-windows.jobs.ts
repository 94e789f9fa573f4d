import { type AnyJob, type ClockJob, job } from '../../platform/jobs/jobs.ts';
import { MISS_WINDOW, missWindow, sweepMissedWindows } from './miss-window.ts';

export const missedWindowsJobs: AnyJob[] = [job<{ changeId: string }>({ queue: MISS_WINDOW, handle: missWindow })];

export const missedWindowsClock: ClockJob[] = [
  { name: 'changes.sweep_missed_windows', everyMinutes: 1, run: sweepMissedWindows },
];
