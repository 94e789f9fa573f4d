import { channel } from 'node:diagnostics_channel';

/** What a backup comes to, one after the other. Killed at any of them, it leaves no file under the name that was asked for. */
export const backupSteps = [
  'backup connected',
  'backup begun',
  'backup headed',
  'tables copied',
  'files copied',
  'jobs copied',
  'backup on the disk',
  'backup on record',
  'backup named',
] as const;

/** What a restore comes to. Killed at any of them before the last two, it leaves a database that no server starts on. */
export const restoreSteps = [
  'backup read',
  'restore begun',
  'schema made',
  'tables filled',
  'links made',
  'migrations made',
  'files settled',
  'restore on record',
  'restore committed',
  'rights granted',
] as const;

export type Step = (typeof backupSteps)[number] | (typeof restoreSteps)[number];

/** Whoever listens on this channel hears of each step before the next one begins; without anybody nothing is told. */
export const STEPS = 'interlock.backup.step';
const steps = channel(STEPS);

export function reached(step: Step): void {
  steps.publish(step);
}
