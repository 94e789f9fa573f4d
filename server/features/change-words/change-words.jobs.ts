import type { ClockJob } from '../../platform/jobs/jobs.ts';
import { takeInWords } from './take-in-words.ts';

export const changeWordsClock: ClockJob[] = [{ name: 'changes.take_in_words', everyMinutes: 1, run: takeInWords }];
