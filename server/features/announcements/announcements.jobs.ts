import { type AnyJob, type ClockJob, job } from '../../platform/jobs/jobs.ts';
import { announceDue, announceName, sweepReady } from './announce-due.ts';

export const announcementJobs: AnyJob[] = [job<{ changeId: string }>({ queue: announceName, handle: announceDue })];

export const announcementClock: ClockJob[] = [{ name: 'announcements.sweep', everyMinutes: 1, run: sweepReady }];
