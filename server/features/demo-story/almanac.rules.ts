import { instantOf } from '../../platform/time.ts';

/** Chances that come out the same each time, for the same seed. */
export type Chance = {
  /** From 0 up to but not 1. */
  next(): number;
  /** A whole number from `from` to `to`, both of them included. */
  between(from: number, to: number): number;
  of(likely: number): boolean;
  pick<T>(list: readonly [T, ...T[]]): T;
};

export function chanceOf(seed: string): Chance {
  let state = [...seed].reduce((hash, letter) => Math.imul(hash ^ letter.charCodeAt(0), 16_777_619), 2_166_136_261);
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  return {
    next,
    between: (from, to) => from + Math.floor(next() * (to - from + 1)),
    of: (likely) => next() < likely,
    pick: (list) => list[Math.floor(next() * list.length)] ?? list[0],
  };
}

const MINUTE = 60_000;
const DAY = 86_400_000;

/** Local days (YYYY-MM-DD), by the calendar and not by the clock. */
export const dayFrom = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00Z`) + days * DAY).toISOString().slice(0, 10);

export const later = (instant: Date, minutes: number): Date => new Date(instant.getTime() + minutes * MINUTE);

/** 1 is Monday, 7 is Sunday. */
export const weekdayOf = (day: string): number => new Date(`${day}T00:00Z`).getUTCDay() || 7;

/** The same day, or the Monday after it where it falls on a weekend. */
export const workdayFrom = (day: string): string => dayFrom(day, weekdayOf(day) > 5 ? 8 - weekdayOf(day) : 0);

const clock = (minutes: number): string =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;

export type Window = { start: string; end: string; zone: string };
export type Hours = 'evening' | 'night' | 'weekend' | 'day';

/** When work of these hours begins on its day, in minutes after midnight. */
const begins: Record<Hours, number> = { evening: 19 * 60, night: 22 * 60, weekend: 8 * 60, day: 12 * 60 + 30 };

/** The day itself, or for weekend work the Saturday of its week. */
export const dayOfWork = (day: string, hours: Hours): string =>
  hours === 'weekend' ? dayFrom(day, 6 - weekdayOf(day)) : workdayFrom(day);

/** A window of so many minutes, in the hours in which such work is done. */
export function windowOn(day: string, hours: Hours, minutes: number, zone: string): Window {
  const on = dayOfWork(day, hours);
  const end = begins[hours] + minutes;
  return {
    start: `${on}T${clock(begins[hours])}`,
    end: `${dayFrom(on, Math.floor(end / 1440))}T${clock(end % 1440)}`,
    zone,
  };
}

/** In office hours of a day: `part` from 0 (nine o'clock) to 1 (five o'clock). */
export const inOffice = (day: string, part: number, zone: string): Date =>
  later(instantOf(`${workdayFrom(day)}T09:00`, zone), Math.floor(part * 8 * 60));

export const spanOf = ({ start, end, zone }: Window): { start: Date; end: Date } => ({
  start: instantOf(start, zone),
  end: instantOf(end, zone),
});
