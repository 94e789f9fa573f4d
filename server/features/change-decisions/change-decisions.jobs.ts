import { type AnyJob, type ClockJob, job } from '../../platform/jobs.ts';
import { expireRound } from './expire-round.ts';
import { escalateRound, remindApprovers } from './remind-approvers.ts';
import { ESCALATE, EXPIRE, REMIND, sweepRounds } from './sweep-rounds.ts';

type Due = { changeId: string; roundId: string };

export const changeDecisionJobs: AnyJob[] = [
  job<Due>({ queue: REMIND, handle: remindApprovers }),
  job<Due>({ queue: ESCALATE, handle: escalateRound }),
  job<Due>({ queue: EXPIRE, handle: expireRound }),
];

export const changeDecisionClock: ClockJob[] = [{ name: 'changes.sweep_rounds', everyMinutes: 1, run: sweepRounds }];
