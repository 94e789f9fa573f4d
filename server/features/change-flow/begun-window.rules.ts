import type { Window } from '@interlock/contract/changes.ts';
import { instantAfter, instantOf, localOf } from '../../platform/time.ts';

type Asked = { now: Date; end: string; zone: string };

/**
 * The window of work that begins now, until clocks in `zone` show `end`. In the hour that autumn repeats these clocks say not which
 * of the two is meant: where they would be read as the other one, the window is written by the clock of UTC, which repeats none.
 */
export function windowFromNow({ now, end, zone }: Asked): Window {
  const window = { start: localOf(now, zone), end, zone };
  const ends = instantAfter(now, end, zone);
  const minute = Math.floor(now.getTime() / 60_000) * 60_000;
  const isPlain = instantOf(window.start, zone).getTime() === minute && +instantOf(end, zone) === +ends;
  return isPlain ? window : { start: localOf(now, 'UTC'), end: localOf(ends, 'UTC'), zone: 'UTC' };
}
