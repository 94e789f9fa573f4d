import { type AnyJob, type ClockJob, job } from '../../platform/jobs/jobs.ts';
import { sweepTurning, TURN_WAIT, turnWait } from './turn-wait.ts';

export const waitsJobs: AnyJob[] = [job<{ changeId: string }>({ queue: TURN_WAIT, handle: turnWait })];

export const waitsClock: ClockJob[] = [{ name: 'changes.sweep_turning', everyMinutes: 1, run: sweepTurning }];
