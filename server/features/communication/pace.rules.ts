import type { TellingChoice } from '@interlock/contract/communication.ts';
import { instantOf, localOf } from '../../platform/time.ts';

const DAY_MS = 24 * 3600_000;

/** The next instant at which clocks in `zone` show `time` (HH:MM). */
export function nextAt(time: string, zone: string, now: Date): Date {
  const today = localOf(now, zone).slice(0, 10);
  const at = instantOf(`${today}T${time}`, zone);
  if (at > now) return at;
  const tomorrow = new Date(Date.parse(`${today}T00:00Z`) + DAY_MS).toISOString().slice(0, 10);
  return instantOf(`${tomorrow}T${time}`, zone);
}

/** Whether it is quiet for somebody at this instant. Hours that begin and end alike are none. */
export function isQuiet(quiet: TellingChoice['quiet'], zone: string, now: Date): boolean {
  if (quiet === null) return false;
  const time = localOf(now, zone).slice(11);
  const { from, to } = quiet;
  return from <= to ? from <= time && time < to : from <= time || time < to;
}

type Asked = { pace: 'at_once' | 'daily'; urgent: boolean; choice: TellingChoice; zone: string; now: Date };

/** When a mail goes out: with the next mail of the day, after quiet hours, or now. */
export function dueAt({ pace, urgent, choice, zone, now }: Asked): Date {
  if (pace === 'daily') return nextAt(`${String(choice.digestHour).padStart(2, '0')}:00`, zone, now);
  if (!urgent && choice.quiet !== null && isQuiet(choice.quiet, zone, now)) return nextAt(choice.quiet.to, zone, now);
  return now;
}
