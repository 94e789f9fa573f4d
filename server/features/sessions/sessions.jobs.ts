import type { ClockJob } from '../../platform/jobs/jobs.ts';
import { tidySessions } from './tidy-sessions.ts';

export const sessionJobs: ClockJob[] = [{ name: 'sessions.tidy', everyMinutes: 60, run: tidySessions }];
