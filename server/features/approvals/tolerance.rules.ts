import type { Tolerance } from '@interlock/contract/models.ts';
import { dayOf, instantOf, minutesInWords } from '../../platform/time.ts';

export type Window = { start: string; end: string; zone: string };

const MINUTE = 60_000;

/**
 * Whether a window is still the one that was approved, as far as the tolerance goes. It is measured from the window that was
 * approved and not from the last one, so many small moves come no further than one. Days are those of the approved window's
 * zone: what was to be over by midnight is. One that may be longer ends later by no more than it may shift.
 */
export function isWithin(tolerance: Tolerance, approved: Window, moved: Window): boolean {
  const [was, is] = [spanOf(approved), spanOf(moved)];
  if (tolerance.sameDay && !isOnItsDay(was, is, approved.zone)) return false;
  if (Math.abs(is.start - was.start) > tolerance.shiftMinutes * MINUTE) return false;
  const longerBy = is.end - is.start - (was.end - was.start);
  return longerBy <= (tolerance.longer ? tolerance.shiftMinutes * MINUTE : 0);
}

type Span = { start: number; end: number };

/** It begins on the day on which it was to begin, and its last minute is on no later day than the last minute was to be. */
function isOnItsDay(was: Span, is: Span, zone: string): boolean {
  const day = (instant: number) => dayOf(new Date(instant), zone);
  return day(was.start) === day(is.start) && day(is.end - MINUTE) <= day(was.end - MINUTE);
}

const spanOf = ({ start, end, zone }: Window): Span => ({
  start: instantOf(start, zone).getTime(),
  end: instantOf(end, zone).getTime(),
});

/** A tolerance as a person says it: "it stays on its day, moves by at most 2 h and is no longer". */
export function toleranceInWords({ sameDay, shiftMinutes, longer }: Tolerance): string {
  const by = minutesInWords(shiftMinutes);
  const day = sameDay ? 'stays on its day, ' : '';
  return `it ${day}moves by at most ${by} and ${longer ? `lasts at most ${by} longer` : 'is no longer'}`;
}
