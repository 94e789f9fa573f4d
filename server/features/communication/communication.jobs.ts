import { type AnyJob, type ClockJob, job } from '../../platform/jobs.ts';
import { NEAR, type Near, sweepNear, tellNear } from './tell-near.ts';
import { sweepNotices, tellPeople, told } from './tell-people.ts';

export const communicationJobs: AnyJob[] = [
  job<{ act: string }>({ queue: told, handle: tellPeople }),
  job<Near>({ queue: NEAR, handle: tellNear }),
];

export const communicationClock: ClockJob[] = [
  { name: 'communication.sweep_notices', everyMinutes: 1, run: sweepNotices },
  { name: 'communication.sweep_near', everyMinutes: 1, run: sweepNear },
];
