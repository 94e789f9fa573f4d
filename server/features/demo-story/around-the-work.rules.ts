import type { Act, Outcome, Step } from './act.rules.ts';
import { type Chance, dayFrom, inOffice, later } from './almanac.rules.ts';
import { managers, type Who } from './cast.rules.ts';
import type { Work } from './catalogue.rules.ts';
import * as words from './words.rules.ts';

type Announced = {
  coordinator: Who;
  /** When the coordinator writes. */
  at: Date;
  start: Date;
  began?: Date | undefined;
  backedOut?: Date | undefined;
  /** When the work was done, where it went well or was taken back. */
  done?: Date | undefined;
  /** What has to be added to the text of the change. */
  more?: string;
};

const DAY = 24 * 60;

/**
 * What is announced of a change: to users beforehand and when it is done, to operations when the work begins, to support
 * if it is taken back. It is written with the plan; the clock sends each at its occasion.
 */
export function announced({ coordinator: by, at, start, began, backedOut, done, more }: Announced): Step[] {
  const write = (nth: number, act: Omit<Extract<Act, { does: 'announce' }>, 'does' | 'release'>): Step => ({
    ...{ at: later(at, nth * 2), by },
    act: { does: 'announce', ...act, release: true },
  });
  const looks = (when: Date): Step => ({ at: when, by: 'clock', act: { does: 'look_at_announcements' } });
  const dayBefore = later(start, -DAY);
  const minutes = dayBefore > later(at, 60) ? DAY : 60;
  return [
    write(0, { audience: 'users', occasion: 'before', minutes, ...(more && { more }) }),
    write(1, { audience: 'operations', occasion: 'at_start' }),
    write(2, { audience: 'support', occasion: 'on_backout' }),
    write(3, { audience: 'users', occasion: 'at_end' }),
    looks(later(start, -minutes)),
    ...[began, backedOut, done].flatMap((when) => (when ? [looks(later(when, 1))] : [])),
  ];
}

type Ended = { outcome: Outcome; overran: boolean };
type People = { coordinator: Who; assignee: Who; manager: Who };
type Asked = { chance: Chance; who: People; ended: Ended; day: string; zone: string };

/**
 * What comes after the work, up to the evening before it is closed: the service desk's incident, whether the change caused
 * it, the answers of the review, and a lesson that somebody sees to in the weeks after. `day` is the day on which it is closed.
 */
export function aftermath({ chance, who, ended, day, zone }: Asked): Step[] {
  const steps: Step[] = [];
  const add = (part: number, by: Who, act: Act) => steps.push({ at: inOffice(day, part, zone), by, act });
  const wentWrong = ended.outcome === 'failed' || ended.outcome === 'backed_out';
  const isLookedAt = wentWrong || ended.overran || ended.outcome === 'with_issues';
  if (wentWrong || (ended.outcome === 'with_issues' && chance.of(0.6))) {
    const [title, spoke] = chance.pick(words.incidents);
    const number = `INC${day.replaceAll('-', '').slice(2)}${chance.between(100, 999)}`;
    add(0.02, who.coordinator, { does: 'incident', kind: 'caused_by', number, title, words: spoke });
    if (chance.of(0.8)) add(0.2, who.manager, { does: 'confirm_incident' });
    else add(0.2, who.manager, { does: 'dismiss_incident', words: 'The provider had a fault at the same time.' });
  }
  if (isLookedAt || chance.of(0.3)) {
    const yes = wentWrong ? 'no' : 'yes';
    const answers = { purpose_met: yes, as_planned: isLookedAt ? 'no' : 'yes', users_content: yes };
    add(0.45, who.coordinator, { does: 'answer_review', answers });
  }
  if (isLookedAt && chance.of(0.75)) steps.push(...lesson({ chance, who, ended, day, zone }));
  return steps;
}

/** Kept on the day, taken up in the week after, and done within the month; some are late, some come to nothing, and none is forgotten. */
function lesson({ chance, who, day, zone }: Asked): Step[] {
  const [title, text, outcome] = chance.pick(words.lessons);
  const owner = chance.pick([who.assignee, who.coordinator, managers[0]] as const);
  const due = dayFrom(day, chance.between(14, 40));
  const steps: Step[] = [
    {
      at: inOffice(day, 0.5, zone),
      by: who.coordinator,
      act: { does: 'lesson', title, words: text, owner, dueOn: due },
    },
  ];
  const add = (days: number, act: Act) => steps.push({ at: inOffice(dayFrom(day, days), 0.8, zone), by: owner, act });
  if (chance.of(0.85)) add(chance.between(3, 9), { does: 'improve', state: 'in_progress', outcome: '' });
  if (chance.of(0.7)) add(chance.between(12, 38), { does: 'improve', state: 'done', outcome });
  else if (chance.of(0.6)) add(chance.between(39, 70), { does: 'improve', state: 'done', outcome });
  else {
    add(chance.between(20, 45), {
      does: 'improve',
      state: 'dropped',
      outcome: 'The system is switched off in spring.',
    });
  }
  return steps;
}

/** What is left out now and then, so that a move goes on past its guard with a reason. */
type LeftOut = 'rehearsal' | 'evidence';

/** The process asks for both where the risk is not low. */
export const leftOutOf = ({ risk }: Work, chance: Chance): LeftOut | undefined =>
  risk !== 'low' && chance.of(0.18) ? chance.pick(['rehearsal', 'rehearsal', 'evidence'] as const) : undefined;

/** What whoever begins the work says for it. */
export const unrehearsed = (chance: Chance) => ({ justifications: { backout_ready: chance.pick(words.unrehearsed) } });

/** What whoever schedules it says for it. */
export const unshown = (chance: Chance) => ({ justifications: { test_evidence: chance.pick(words.unshown) } });
