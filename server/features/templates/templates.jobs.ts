import { type AnyJob, type ClockJob, job } from '../../platform/jobs/jobs.ts';
import { endRetiring, RETIRE, sweepRetiring } from './retire-template.ts';

export const templateJobs: AnyJob[] = [job<{ templateId: string }>({ queue: RETIRE, handle: endRetiring })];

export const templateClock: ClockJob[] = [{ name: 'templates.sweep_retiring', everyMinutes: 1, run: sweepRetiring }];
