import { instantOf, localOf } from '../../platform/time.ts';
import type { Act, Outcome, Story } from './act.rules.ts';
import { type Chance, chanceOf, dayFrom, later, weekdayOf } from './almanac.rules.ts';
import type { Who } from './cast.rules.ts';
import { standards } from './catalogue.rules.ts';
import { type Course, lifeOf } from './lives.rules.ts';
import { emergencyLife, recordedLife, standardLife } from './short-lives.rules.ts';
import { today } from './today.rules.ts';
import { afterTheFact, emergencies } from './urgent.rules.ts';
import { worksOfData } from './works-of-data.rules.ts';
import { worksOfLines } from './works-of-lines.rules.ts';
import { worksOfPeople } from './works-of-people.rules.ts';

export type Asked = { seed: string; now: Date; zone: string; months: number };
/** An act of the play, and which of its stories it belongs to. */
export type Beat = { at: Date; by: Who | 'clock'; story: number; act: Act };

const works = [...worksOfData, ...worksOfLines, ...worksOfPeople];
const DAYS = 30;
const LEAD = 30;
/** Windows are planned so many days ahead. */
const AHEAD = 13;

/** When the organisation begins: before anything is raised in it. */
export const beginning = ({ now, months }: Pick<Asked, 'now' | 'months'>): Date =>
  later(now, -(months * DAYS + LEAD + 15) * 24 * 60);

/**
 * All that happens, act by act in the order of time, up to now. The same seed and moment give the same; what was over by
 * midnight is the same all day.
 */
export function planOf(asked: Asked): Beat[] {
  const { now, seed, zone } = asked;
  const local = (instant: Date) => localOf(instant, zone);
  const midnight = instantOf(`${local(now).slice(0, 10)}T00:00`, zone);
  const chance = (name: string) => chanceOf(`${seed} ${name}`);
  const minute = new Date(Math.floor(now.getTime() / 60_000) * 60_000);
  const stories = [
    ...historyOf(asked, local(midnight).slice(0, 10), chance),
    ...today({ now: minute, zone, local, works, chance: chance('today') }),
  ];
  return stories
    .flatMap((story, nth) => story.map((step) => ({ ...step, story: nth })))
    .filter(({ at }) => at <= now)
    .sort((one, other) => one.at.getTime() - other.at.getTime());
}

type Chances = (name: string) => Chance;

function historyOf({ months, zone }: Asked, day: string, chances: Chances): Story[] {
  const first = -months * DAYS;
  const days = Array.from({ length: AHEAD - first }, (_none, at) => first + at);
  const local = (instant: Date) => localOf(instant, zone);
  return days.flatMap((days): Story[] => {
    const on = dayFrom(day, days);
    const chance = chances(on);
    const workday = weekdayOf(on) < 6;
    const stories: Story[] = [];
    if (workday && chance.of(0.42)) stories.push(normal(on, days, zone, chance));
    if (workday && chance.of(0.62)) stories.push(standard(on, days, zone, chance));
    const at = later(instantOf(`${on}T07:00`, zone), chance.between(0, 600));
    const some = { at, zone, local, chance };
    if (days < 0 && chance.of(0.05)) {
      stories.push(emergencyLife({ ...some, urgent: nthOf(emergencies, chance), to: 'closed' }));
    }
    if (days < -4 && chance.of(0.02)) {
      const night = later(instantOf(`${on}T01:00`, zone), chance.between(0, 120));
      stories.push(recordedLife({ ...some, at: night, urgent: nthOf(afterTheFact, chance) }));
    }
    return stories;
  });
}

function nthOf<T>(list: readonly T[], chance: Chance): T {
  const one = list[chance.between(0, list.length - 1)];
  if (one === undefined) throw new Error('a list of the play is empty');
  return one;
}

function normal(day: string, days: number, zone: string, chance: Chance): Story {
  const work = nthOf(works, chance);
  const course = courseOf(days, chance);
  return lifeOf({ work, of: chance.pick(work.of), day, zone, chance, course, tasks: chance.of(0.35) });
}

/** Of a hundred changes of the last quarter fewer go wrong than of those before: the organisation learns. */
function courseOf(days: number, chance: Chance): Course {
  const roll = chance.between(1, 100);
  if (roll <= 4) return { to: 'withdrawn' };
  if (roll <= 7) return { to: 'rejected' };
  if (roll <= 9 && days < -14) return { to: 'missed' };
  const late = chance.of(0.05) ? chance.pick(['overran', 'extended'] as const) : undefined;
  return { to: 'closed', outcome: outcomeOf(days, chance), ...(late && { late }) };
}

function outcomeOf(days: number, chance: Chance): Outcome {
  const roll = chance.between(1, 100);
  const bad = days < -90 ? 2 : 1;
  if (roll <= 3 * bad) return 'failed';
  if (roll <= 6 * bad) return 'backed_out';
  return roll <= 13 * bad ? 'with_issues' : 'successful';
}

function standard(day: string, days: number, zone: string, chance: Chance): Story {
  const one = chance.pick(standards);
  // What goes wrong with a template goes into its next version.
  const roll = chance.between(1, 100) * (days < -90 ? 1 : 2);
  const to = roll <= 2 ? 'failed' : roll <= 4 ? 'backed_out' : roll <= 9 ? 'with_issues' : 'successful';
  return standardLife({ standard: one, of: chance.pick(one.of), day, zone, chance, to });
}
