import type { HeldBackBecause, Occasion } from '@interlock/contract/announcements.ts';
import type { StateKind } from '@interlock/contract/models.ts';
import type { Permission } from '@interlock/contract/permissions.ts';
import { isGrave } from '@interlock/contract/review-due.ts';
import { type No, no } from '../../platform/refusal.ts';

/** What decides whether the occasion of an announcement has come. */
export type ChangeStanding = {
  stateKind: StateKind;
  hold: object | null;
  plannedStart: Date | null;
  plannedEnd: Date | null;
  actualStart: Date | null;
  actualEnd: Date | null;
  /** As it was closed, or as the assignee says. */
  outcome: string | null;
  reportedOutcome: string | null;
  backingOut: boolean;
};

export type Waiting = {
  occasion: Occasion;
  minutes: number | null;
  /** The window that its words speak of. */
  windowStart: Date | null;
  windowEnd: Date | null;
};

/** `held`: what it says may not be so any more, so a person looks at it first. `over`: its occasion will not come. */
export type AnnouncementDue =
  | { is: 'not_yet' }
  | { is: 'go' }
  | { is: 'held'; because: HeldBackBecause }
  | { is: 'over' };

const MINUTE = 60_000;
const same = (one: Date | null, other: Date | null) => one?.getTime() === other?.getTime();

/** When a ready one goes out, where the clock decides that. */
export const dueAt = ({ occasion, minutes }: Waiting, plannedStart: Date | null): Date | null =>
  occasion === 'before' && plannedStart !== null && minutes !== null
    ? new Date(plannedStart.getTime() - minutes * MINUTE)
    : null;

/** Whether an announcement that is ready goes out now. */
export function dueOf(waiting: Waiting, now: ChangeStanding, at: Date): AnnouncementDue {
  if (now.stateKind === 'cancelled') return { is: 'held', because: 'cancelled' };
  const hasMoved = !same(waiting.windowStart, now.plannedStart) || !same(waiting.windowEnd, now.plannedEnd);
  if (waiting.occasion === 'before') return beforeStart(waiting, now, at, hasMoved);
  if (waiting.occasion === 'at_start') {
    if (now.actualStart === null) return hasMoved ? { is: 'held', because: 'window_moved' } : { is: 'not_yet' };
    return now.actualEnd === null ? { is: 'go' } : { is: 'held', because: 'too_late' };
  }
  if (waiting.occasion === 'on_backout') {
    if (now.backingOut) return { is: 'go' };
    return now.actualEnd === null ? { is: 'not_yet' } : { is: 'over' };
  }
  if (now.actualEnd === null) return { is: 'not_yet' };
  if (now.backingOut) return { is: 'held', because: 'backed_out' };
  return wentWell(now) ? { is: 'go' } : { is: 'held', because: 'not_successful' };
}

function beforeStart(waiting: Waiting, now: ChangeStanding, at: Date, hasMoved: boolean): AnnouncementDue {
  if (hasMoved) return { is: 'held', because: 'window_moved' };
  if (now.actualStart !== null || (now.plannedStart !== null && at >= now.plannedStart)) {
    return { is: 'held', because: 'too_late' };
  }
  const due = dueAt(waiting, now.plannedStart);
  const isApproved = now.stateKind === 'scheduled' && now.hold === null;
  return due !== null && at >= due && isApproved ? { is: 'go' } : { is: 'not_yet' };
}

const wentWell = ({ outcome, reportedOutcome }: ChangeStanding): boolean => !isGrave(outcome ?? reportedOutcome);

const passed = (because: string): No => no('announcement_passed', because, { next: 'Send it now instead.' });

/** Why an announcement is not released for its occasion. What is sent by hand can go at any time. */
export function whyNotRelease(waiting: Waiting, now: ChangeStanding, at: Date): No | undefined {
  const { occasion } = waiting;
  if (occasion === 'now') return undefined;
  if (now.stateKind === 'cancelled') return passed('The change is cancelled.');
  if (occasion === 'before') {
    const due = dueAt(waiting, now.plannedStart);
    if (due === null) return passed('It has no planned start yet, so nothing comes before it.');
    return due > at && now.actualStart === null ? undefined : passed('That time before its start has passed.');
  }
  if (occasion === 'at_start' && now.actualStart !== null) return passed('Its work has begun.');
  if (now.actualEnd !== null) return passed('Its work has ended.');
  return occasion === 'on_backout' && now.backingOut ? passed('It is being backed out already.') : undefined;
}

type Hand = { id: string; coordinates: boolean; mayMove: boolean };
type Actor = { id: string; permissions: ReadonlySet<Permission> };

export const handOf = ({ id, permissions }: Actor): Hand => ({
  id,
  coordinates: permissions.has('change.coordinate'),
  mayMove: permissions.has('change.move'),
});

/** Those who keep every change going, and whoever carries this one out, speak for it. */
export function whyNotWrite(
  { assigneeId }: { assigneeId: string | null },
  { id, coordinates, mayMove }: Hand,
): No | undefined {
  if (mayMove && (coordinates || id === assigneeId)) return undefined;
  return no('forbidden', 'A coordinator, a change manager or the assignee announces a change.');
}
