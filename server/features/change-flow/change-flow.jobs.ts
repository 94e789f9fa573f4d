import { type AnyJob, type ClockJob, job } from '../../platform/jobs.ts';
import { missWindow } from './miss-window.ts';
import { MISS_WINDOW, sweepMissedWindows } from './sweep-missed-windows.ts';

export const changeFlowJobs: AnyJob[] = [job<{ changeId: string }>({ queue: MISS_WINDOW, handle: missWindow })];

export const changeFlowClock: ClockJob[] = [
  { name: 'changes.sweep_missed_windows', everyMinutes: 1, run: sweepMissedWindows },
];
