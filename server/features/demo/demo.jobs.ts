import { type AnyJob, type ClockJob, job } from '../../platform/jobs/jobs.ts';
import { fillDemo, type House, sweepDemo } from './fill-demo.ts';

/** The demo is made by the calls and jobs of all the others, which are handed in. */
export const demoJobs = (house: House): AnyJob[] => [
  job<{ turn: number }>({ queue: 'demo.fill', handle: (ctx, data) => fillDemo(ctx, house, data) }),
];

export const demoClock: ClockJob[] = [{ name: 'demo.sweep', everyMinutes: 1, run: sweepDemo }];
