import { type AnyJob, job } from '../../platform/jobs/jobs.ts';
import { findRecheckedVotes, linked, RECHECK, recheckVotes } from './recheck-votes.ts';

export const voteCheckJobs: AnyJob[] = [
  job<{ personIds: string[] }>({ queue: linked, handle: findRecheckedVotes }),
  job<{ changeId: string }>({ queue: RECHECK, handle: recheckVotes }),
];
