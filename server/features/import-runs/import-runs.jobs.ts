import { type AnyJob, type ClockJob, job } from '../../platform/jobs/jobs.ts';
import { CARRY_OUT, carryOutImport } from './carry-out-import.ts';
import { sweepImports, tidyImports } from './sweep-imports.ts';

export const importRunJobs: AnyJob[] = [
  job<{ runId: string; turn: number }>({ queue: CARRY_OUT, handle: carryOutImport }),
];

export const importRunClock: ClockJob[] = [
  { name: 'imports.sweep', everyMinutes: 1, run: sweepImports },
  { name: 'imports.tidy', everyMinutes: 60, run: tidyImports },
];
