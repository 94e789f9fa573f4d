import { type AnyJob, type ClockJob, job } from '../../platform/jobs/jobs.ts';
import type { Guard } from '../change-guards/index.ts';
import { RAISE, raiseRecurring, sweepRecurring } from './raise-recurring.ts';

/** `guards` are those of other features; the core's own always hold. */
export const recurringJobs = (guards: readonly Guard[]): AnyJob[] => [
  job<{ recurringId: string }>({ queue: RAISE, handle: (ctx, data) => raiseRecurring(ctx, guards, data) }),
];

export const recurringClock: ClockJob[] = [{ name: 'recurring.sweep', everyMinutes: 1, run: sweepRecurring }];
