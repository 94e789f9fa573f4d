import { type AnyJob, type ClockJob, job } from '../../platform/jobs/jobs.ts';
import { expireRound } from './expire-round.ts';
import { ESCALATE, EXPIRE, escalateRound, REMIND, remindApprovers, sweepRounds } from './remind-approvers.ts';

type Due = { changeId: string; roundId: string };

export const changeDecisionJobs: AnyJob[] = [
  job<Due>({ queue: REMIND, handle: remindApprovers }),
  job<Due>({ queue: ESCALATE, handle: escalateRound }),
  job<Due>({ queue: EXPIRE, handle: expireRound }),
];

export const changeDecisionClock: ClockJob[] = [{ name: 'changes.sweep_rounds', everyMinutes: 1, run: sweepRounds }];
