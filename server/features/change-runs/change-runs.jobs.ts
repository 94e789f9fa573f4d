import { type AnyJob, type ClockJob, job } from '../../platform/jobs/jobs.ts';
import { sweepRuns, WATCH, watchRun } from './watch-run.ts';

export const changeRunJobs: AnyJob[] = [job<{ changeId: string }>({ queue: WATCH, handle: watchRun })];

export const changeRunClock: ClockJob[] = [{ name: 'change_runs.sweep', everyMinutes: 1, run: sweepRuns }];
