import { type ChangeDetail, showChangeRoute } from '@interlock/contract/changes.ts';
import { Argument } from 'commander';
import { type Caller, call } from './call.ts';
import { codes } from './codes.ts';
import { fail } from './failure.ts';
import type { Advice } from './refused.ts';

export const changeArgument = (): Argument => new Argument('<change>', 'its number, such as CHG-12');

/** What people type for a change: `CHG-12`, `chg-12` or `12`; programs may hand in its id. */
export function numberIn(typed: string): string {
  const digits = /^(?:CHG-)?(\d{1,15})$/i.exec(typed)?.[1];
  if (digits !== undefined) return `CHG-${digits}`;
  if (/^chg_[0-9a-z_]+$/.test(typed)) return typed;
  return fail(codes.wrongUse, `${typed} is no number of a change: write CHG-12, or 12.`);
}

/** The change as it is now. What is done next is done to this, or to the version that was named. */
export const theChange = (server: Caller, typed: string): Promise<ChangeDetail> =>
  call(server, showChangeRoute, { changeId: numberIn(typed) });

export type AtVersion = { version?: string };

/** The version that was read: the one that was typed, or the one that has just been looked at. */
export function versionOf(change: ChangeDetail, { version }: AtVersion): number {
  if (version === undefined) return change.version;
  if (/^[1-9]\d{0,9}$/.test(version)) return Number(version);
  return fail(codes.wrongUse, `--version takes a whole number, such as ${change.version}.`);
}

/** Somebody was faster, or what was read is no longer so. */
export const lookAgain = ({ number }: Pick<ChangeDetail, 'number'>): Advice => ({
  changed_meanwhile: `Look at what is new with: interlock change show ${number}. Then give the command again, with the version that it says or without one.`,
});
