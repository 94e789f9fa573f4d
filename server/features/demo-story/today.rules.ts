import type { Act, Fields, Step, Story } from './act.rules.ts';
import { type Chance, dayFrom, later, spanOf, type Window, weekdayOf, windowOn } from './almanac.rules.ts';
import { announced, unrehearsed } from './around-the-work.rules.ts';
import { coordinatorOf, specialistsOf, type Team } from './cast.rules.ts';
import { minutesOf, standards, type Work } from './catalogue.rules.ts';
import { type Asked, castOf, fieldsOf, type Played, planned, windowMinutes } from './lives.rules.ts';
import { emergencyLife } from './short-lives.rules.ts';
import { emergencies } from './urgent.rules.ts';
import { lessons } from './words.rules.ts';

export type Now = { now: Date; zone: string; chance: Chance; local(instant: Date): string; works: readonly Work[] };

const HOUR = 60;
const DAY = 24 * HOUR;

/** What stands today, whatever the hour: work that goes on, a window that was missed, decisions and drafts that wait. */
export function today(on: Now): Story[] {
  return [
    running(on),
    missed(on),
    ...[2, 9, 14, 20].map((nth, at) => waiting(on, nth, at)),
    emergencyLife({ ...on, urgent: emergencies[1] ?? fail(), at: later(on.now, -12), to: 'authorize' }),
    ...[4, 11, 17, 22, 25].map((nth, at) => draft(on, nth, at)),
    ...[6, 15, 23].map((nth, at) => submitted(on, nth, at)),
    held(on),
    upcoming(on),
    postponed(on),
    restricted(on),
    recurring(on),
    ...[1, 8].map((nth, at) => approved(on, nth, at)),
    ...[3, 12, 19].map((nth, at) => done(on, nth, at)),
  ];
}

function fail(): never {
  throw new Error('the play has less in it than it needs');
}

type Part = Pick<Asked, 'work' | 'of' | 'chance'> & { who: Played; unmanaged: boolean };

function part({ works, chance }: Now, nth: number, { unmanaged } = { unmanaged: false }): Part {
  const work = works[nth % works.length] ?? fail();
  const of = work.of.at(-1) ?? work.of[0];
  return { work, of, chance, who: castOf({ work, chance }), unmanaged };
}

function raised({ who, unmanaged, ...asked }: Part, at: Date, more: Partial<Fields> = {}): Step {
  const { managerId, ...rest } = fieldsOf(asked, who);
  const fields = { ...rest, ...(managerId && !unmanaged && { managerId }), ...more };
  return { at, by: who.requester, act: { does: 'raise', model: 'normal', fields } };
}

/** Up to where its approvers are asked, so many minutes ago. */
function asks(one: Part, { now }: Now, ago: number): Step[] {
  const { who } = one;
  const at = (minutes: number) => later(now, -ago - minutes);
  return [
    raised(one, at(3 * DAY)),
    { at: at(3 * DAY - 20), by: who.requester, act: { does: 'move', to: 'assess' } },
    ...planned(one, who.assignee).map((act, nth): Step => ({ at: at(2 * DAY - nth * 3), by: who.coordinator, act })),
    { at: at(0), by: who.coordinator, act: { does: 'move', to: 'authorize' } },
  ];
}

const yes = (at: Date, by: 'hassan' | 'claire', comment: string): Step => ({
  at,
  by,
  act: { does: 'vote', yes: true, comment },
});

/** Approved, tested, rehearsed and scheduled in time. */
function scheduled(one: Part, on: Now, window: Window): Step[] {
  const { work, who } = one;
  const at = (minutes: number) => later(on.now, -4 * DAY + minutes);
  const test: Act = {
    does: 'plan',
    kind: 'test',
    title: 'Test it on the test system',
    level: 1,
    owner: who.assignee,
    steps: [],
  };
  const shown: Step[] = [
    { at: at(300), by: who.assignee, act: { does: 'finish', kind: 'test', evidence: 'Test report: 14 of 14 passed.' } },
    {
      at: at(330),
      by: who.assignee,
      act: { does: 'rehearse', words: 'Gone through on the test system in eleven minutes.' },
    },
  ];
  const risky = work.risk !== 'low';
  return [
    ...asks(one, on, 4 * DAY).flatMap((step, nth) =>
      nth === 2 && risky ? [{ at: later(step.at, -5), by: who.coordinator, act: test }, step] : [step],
    ),
    yes(at(60), 'hassan', 'Agreed.'),
    yes(at(200), 'claire', ''),
    ...(risky ? shown : []),
    { at: at(600), by: who.manager, act: { does: 'move', to: 'scheduled', given: { window } } },
  ];
}

/** Its first steps are ticked; enough of its window is left for the rest and for the way back. */
function running(on: Now): Story {
  const one = part(on, 0);
  const { work, who } = one;
  const start = later(on.now, -35);
  const end = later(start, windowMinutes(work) + 30);
  const window = { start: on.local(start), end: on.local(end), zone: on.zone };
  const [first = 0] = work.plan.map(([, minutes]) => minutes);
  return [
    ...scheduled(one, on, window),
    ...announced({
      ...told(one, on),
      start,
      began: later(on.now, -31),
      more: 'Please save your work before it begins.',
    }),
    { at: later(on.now, -31), by: who.assignee, act: { does: 'move', to: 'implement' } },
    { at: later(on.now, Math.min(-2, first - 30)), by: who.assignee, act: { does: 'tick', kind: 'implementation' } },
    { at: later(on.now, -1), by: who.assignee, act: { does: 'tick', kind: 'implementation' } },
  ];
}

/** Nobody came in the night before last. */
function missed(on: Now): Story {
  const one = part(on, 11);
  const start = later(on.now, -30 * HOUR);
  const end = later(start, windowMinutes(one.work));
  const window = { start: on.local(start), end: on.local(end), zone: on.zone };
  return [...scheduled(one, on, window), { at: later(end, 1), by: 'clock', act: { does: 'miss_window' } }];
}

/** One approver has said yes; the next yes passes it, and Ingrid, who is away, has named a deputy. */
function waiting(on: Now, nth: number, at: number): Story {
  const one = part(on, nth);
  return [...asks(one, on, 50 + at * 200), yes(later(on.now, -40 - at * 60), 'hassan', 'Fine by me.')];
}

function draft(on: Now, nth: number, at: number): Story {
  const one = part(on, nth);
  return [raised(one, later(on.now, -90 - at * 17 * HOUR), { ifNotDone: '', backoutPlan: '', riskLevel: 'none' })];
}

function submitted(on: Now, nth: number, at: number): Story {
  const one = part(on, nth);
  const begun = later(on.now, -4 * HOUR - at * 20 * HOUR);
  return [raised(one, begun), { at: later(begun, 25), by: one.who.requester, act: { does: 'move', to: 'assess' } }];
}

function held(on: Now): Story {
  const one = part(on, 18);
  const reason = 'Waits for the delivery of the hardware, which the supplier now promises for the end of the month.';
  return [
    ...asks(one, on, 5 * DAY),
    { at: later(on.now, -2 * DAY), by: one.who.coordinator, act: { does: 'hold', reason } },
  ];
}

/** Shown to those who are named on it alone. */
function restricted(on: Now): Story {
  const team: Team = 'security';
  const fields = {
    title: 'Withdraw the accounts of a department that is being sold',
    summary: 'About 80 accounts lose their access at the hour at which the sale is announced.',
    reason: 'The contract says that access ends with the announcement.',
    ifNotDone: 'People of another company would read our mail.',
    implementationPlan: '1. Prepare the list\n2. Disable the accounts in one run\n3. End their sessions',
    backoutPlan: '1. Enable the accounts again from the list',
    ...{
      riskLevel: 'medium',
      impact: 'medium',
      urgency: 'high',
      purpose: 'compliance',
      categories: ['organisation', 'people'],
    },
    ...{ systemsAffected: 'Directory', restricted: true, readerIds: ['olga'] as const },
    ...{
      coordinatorId: coordinatorOf[team],
      assigneeId: specialistsOf[team][0],
      teamId: team,
      managerId: 'marta' as const,
    },
  } as const;
  return [{ at: later(on.now, -26 * HOUR), by: 'sofia', act: { does: 'raise', model: 'normal', fields } }];
}

/** Each Sunday from the next but one on. */
function recurring(on: Now): Story {
  const template = standards[9]?.name ?? fail();
  const name = 'Weekly refresh of the ERP test system';
  const day = on.local(on.now).slice(0, 10);
  const sunday = dayFrom(day, 14 - weekdayOf(day));
  const window = { start: `${sunday}T06:00`, end: `${sunday}T10:00`, zone: on.zone };
  const act: Act = { does: 'plan_recurring', template, name, system: 'ERP test system', owner: 'samir', window };
  return [{ at: later(on.now, -3 * HOUR), by: 'grace', act }];
}

const windowIn = ({ work }: Part, on: Now, days: number): Window =>
  windowOn(dayFrom(on.local(on.now).slice(0, 10), days), work.hours, windowMinutes(work), on.zone);

/** Scheduled for later this week; what is announced of it waits for its occasion. */
function upcoming(on: Now): Story {
  const one = part(on, 7);
  const window = windowIn(one, on, 3);
  return [...scheduled(one, on, window), ...announced({ ...told(one, on), start: spanOf(window).start })];
}

/** Approved and announced; then its window was moved, so it is asked about again and what was to be said is held back. */
function postponed(on: Now): Story {
  const one = part(on, 5);
  const { coordinator: by } = one.who;
  const at = later(on.now, -3 * HOUR);
  const window = windowIn(one, on, 4);
  return [
    ...scheduled(one, on, window),
    ...announced({ ...told(one, on), start: spanOf(window).start }),
    { at, by, act: { does: 'postpone', window: windowIn(one, on, 11) } },
    { at: later(at, 1), by: 'clock', act: { does: 'look_at_announcements' } },
  ];
}

/** The coordinator writes what is announced once it is scheduled. */
const told = ({ who }: Part, { now }: Now) => ({ coordinator: who.coordinator, at: later(now, -4 * DAY + 640) });

/** Approved, and not scheduled yet: no change manager is named, so it waits for any of them. The first has a draft for management. */
function approved(on: Now, nth: number, at: number): Story {
  const one = part(on, nth, { unmanaged: true });
  const asked = -2 * DAY - at * DAY;
  return [
    ...asks(one, on, -asked),
    yes(later(on.now, asked + 60), 'hassan', ''),
    yes(later(on.now, asked + 190), 'claire', 'Go on.'),
    ...(at === 0 ? drafted(one, later(on.now, -5 * HOUR)) : []),
  ];
}

function drafted({ who: { coordinator: by } }: Part, at: Date): Step[] {
  const more = 'The date follows as soon as it is scheduled.';
  return [
    { at, by, act: { does: 'announce', audience: 'management', occasion: 'now', release: false } },
    { at: later(at, 40), by, act: { does: 'add_to_draft', more } },
  ];
}

/** What was learnt from it in the morning after, which somebody sees to in the weeks to come. */
function learnt({ who }: Part, on: Now, at: number): Step[] {
  const kept = later(on.now, -3 * HOUR - at * 40);
  const [title, words] = lessons[at] ?? lessons[0];
  const dueOn = dayFrom(on.local(kept).slice(0, 10), 9 + at * 12);
  return [
    { at: kept, by: who.coordinator, act: { does: 'lesson', title, words, owner: who.assignee, dueOn } },
    ...(at === 1
      ? [
          {
            at: later(kept, 50),
            by: who.assignee,
            act: { does: 'improve', state: 'in_progress', outcome: '' },
          } as const,
        ]
      : []),
  ];
}

/** Carried out last night and to be closed. */
function done(on: Now, nth: number, at: number): Story {
  const one = part(on, nth, { unmanaged: at < 2 });
  const start = later(on.now, -16 * HOUR - at * DAY);
  const end = later(start, windowMinutes(one.work));
  const window = { start: on.local(start), end: on.local(end), zone: on.zone };
  const ready = later(end, -minutesOf(one.work.check, one.work.back) - 10);
  const isBold = at === 2 && one.work.risk !== 'low';
  const plan = scheduled(one, on, window).filter(({ act }) => !isBold || act.does !== 'rehearse');
  const given = isBold ? { given: unrehearsed(on.chance) } : {};
  return [
    ...plan,
    ...(at === 0 ? announced({ ...told(one, on), start, began: later(start, 4), done: later(ready, 9) }) : []),
    { at: later(start, 4), by: one.who.assignee, act: { does: 'move', to: 'implement', ...given } },
    { at: later(start, 5), by: one.who.assignee, act: { does: 'start', kind: 'implementation' } },
    { at: ready, by: one.who.assignee, act: { does: 'finish', kind: 'implementation' } },
    { at: later(ready, 1), by: one.who.assignee, act: { does: 'start', kind: 'verification' } },
    { at: later(ready, 8), by: one.who.assignee, act: { does: 'finish', kind: 'verification' } },
    { at: later(ready, 9), by: one.who.assignee, act: { does: 'move', to: 'review' } },
    ...learnt(one, on, at),
  ];
}
