import { type AnyJob, type ClockJob, job } from '../../platform/jobs/jobs.ts';
import { NEAR, type Near, sweepNear, tellNear } from './tell-near.ts';
import { tellOnName, tellPeople } from './tell-people.ts';

export const communicationJobs: AnyJob[] = [job<Near>({ queue: NEAR, handle: tellNear })];

export const communicationClock: ClockJob[] = [
  { name: tellOnName, everyMinutes: 1, run: tellPeople },
  { name: 'communication.sweep_near', everyMinutes: 1, run: sweepNear },
];
