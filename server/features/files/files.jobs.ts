import type { ClockJob } from '../../platform/jobs/jobs.ts';
import { tidyFiles } from './tidy-files.ts';

export const fileClock: ClockJob[] = [{ name: 'files.tidy', everyMinutes: 24 * 60, run: tidyFiles }];
