import { subscribe } from 'node:diagnostics_channel';
import { STEPS } from '../backup/steps.ts';

/** Loaded before a program (`--import`): kills it, without a chance to tidy up, when it comes to this step. */
subscribe(STEPS, (step) => {
  if (step === process.env['KILLED_AT']) process.kill(process.pid, 'SIGKILL');
});
