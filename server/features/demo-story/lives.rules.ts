import type { Act, Fields, Outcome, Step, Story } from './act.rules.ts';
import { type Chance, dayFrom, inOffice, later, spanOf, windowOn } from './almanac.rules.ts';
import { aftermath, announced, leftOutOf, unrehearsed, unshown } from './around-the-work.rules.ts';
import { approvers, coordinatorOf, initiators, managers, specialistsOf, type Who } from './cast.rules.ts';
import { filledIn, listed, minutesOf, type Work } from './catalogue.rules.ts';
import * as words from './words.rules.ts';

/** How far a change has come, and how its work went. */
export type Course =
  | { to: 'draft' | 'assess' | 'authorize' | 'build' | 'scheduled' | 'implement' }
  | { to: 'review' | 'closed'; outcome: Outcome; late?: 'overran' | 'extended' }
  | { to: 'missed' | 'rejected' | 'withdrawn' };

export type Asked = {
  work: Work;
  of: string;
  day: string;
  zone: string;
  chance: Chance;
  course: Course;
  tasks: boolean;
};

type Planned = Asked & { leftOut: ReturnType<typeof leftOutOf> };

const stages = ['draft', 'assess', 'authorize', 'build', 'scheduled', 'implement', 'review', 'closed'];
const reached = ({ to }: Course): number =>
  ({ missed: 4, rejected: 2, withdrawn: 3 })[to as 'missed'] ?? stages.indexOf(to);

export type Played = { requester: Who; coordinator: Who; manager: Who; assignee: Who };

/** Whoever plays a part in it. */
export function castOf({ work, chance }: Pick<Asked, 'work' | 'chance'>): Played {
  const coordinator = coordinatorOf[work.team];
  return {
    requester: chance.of(0.7) ? chance.pick(initiators) : coordinator,
    coordinator,
    manager: chance.pick(managers),
    assignee: chance.pick(specialistsOf[work.team]),
  };
}

export function fieldsOf({ work, of }: Pick<Asked, 'work' | 'of'>, who: Played): Fields {
  const filled = (text: string) => filledIn(text, of);
  return {
    title: filled(work.title),
    summary: filled(work.summary),
    reason: filled(work.reason),
    ifNotDone: filled(work.ifNotDone),
    purpose: work.purpose,
    categories: [...work.categories],
    impact: work.impact,
    urgency: work.risk,
    riskLevel: work.risk,
    riskAssessment: `Known work; ${work.risk === 'high' ? 'what it touches is used by everybody' : 'what it touches can be put back'}.`,
    implementationPlan: filled(listed(work.plan)),
    testPlan: filled(listed(work.check)),
    backoutPlan: filled(listed(work.back)),
    systemsAffected: of,
    coordinatorId: who.coordinator,
    managerId: who.manager,
    assigneeId: who.assignee,
    teamId: work.team,
  };
}

/** Long enough for the work, the check and the way back, in half hours. */
export const windowMinutes = (work: Work): number =>
  Math.ceil((minutesOf(work.plan, work.check, work.back) * 1.2) / 30 + 1) * 30;

/** The tasks of its plan, which its coordinator writes down. */
export function planned({ work, of }: Pick<Asked, 'work' | 'of'>, owner: Who): Act[] {
  const task = (
    kind: 'implementation' | 'verification' | 'backout',
    title: string,
    level: number,
    steps: Work['plan'],
  ) => ({
    does: 'plan' as const,
    ...{ kind, title, level, owner },
    steps: steps.map(([text, minutes]) => [filledIn(text, of), minutes] as const),
  });
  return [
    task('implementation', 'Carry it out', 1, work.plan),
    task('verification', 'See that it works', 2, work.check),
    task('backout', 'The way back', 1, work.back),
  ];
}

/** From its first words to as far as it comes. Office hours lead to its window; after it, somebody closes it. */
export function lifeOf(asked: Asked): Story {
  const { work, day, zone, chance, course } = asked;
  const who = castOf(asked);
  const window = windowOn(day, work.hours, windowMinutes(work), zone);
  const onDay = window.start.slice(0, 10);
  const lead = chance.between(11, 24);
  const steps: Step[] = [];
  /** The `nth` thing of its days before the window; later things come later on the same day too. */
  const before = (days: number, nth: number): Date =>
    later(inOffice(dayFrom(onDay, -days), nth / 16, zone), chance.between(0, 20));
  const add = (at: Date, by: Step['by'], act: Act) => steps.push({ at, by, act });
  const far = reached(course);
  const leftOut = leftOutOf(work, chance);
  add(before(lead, 0), who.requester, { does: 'raise', model: 'normal', fields: fieldsOf(asked, who) });
  if (far >= 1) assessed(asked, who, (nth, by, act) => add(before(lead, nth), by, act));
  if (far >= 2) authorized({ ...asked, leftOut }, who, (days, nth, by, act) => add(before(lead - days, nth), by, act));
  if (course.to === 'withdrawn') {
    add(before(3, 14), who.requester, { does: 'cancel', reason: 'withdrawn', words: chance.pick(words.withdrawn) });
  }
  const scheduledAt = before(lead - 8, 13);
  if (far >= 4) {
    const given = { window, ...(leftOut === 'evidence' && unshown(chance)) };
    add(scheduledAt, who.manager, { does: 'move', to: 'scheduled', given });
  }
  if (course.to === 'missed') {
    add(later(spanOf(window).end, 1), 'clock', { does: 'miss_window' });
    const again = inOffice(dayFrom(window.end.slice(0, 10), 1), 0.2, zone);
    add(again, who.coordinator, {
      does: 'cancel',
      reason: 'superseded',
      words: 'Nobody was free that night. Planned anew as another change.',
    });
  }
  if (course.to === 'review' || course.to === 'closed') {
    const night = nightOf({ ...asked, leftOut }, who, spanOf(window), course);
    steps.push(...night);
    if (work.impact !== 'low' && chance.of(0.4)) {
      const { start } = spanOf(window);
      steps.push(
        ...announced({ ...toldOf(night, course), coordinator: who.coordinator, at: later(scheduledAt, 45), start }),
      );
    }
    const after = dayFrom(window.end.slice(0, 10), chance.between(1, 2));
    const on = (part: number) => inOffice(after, part, zone);
    if (course.to === 'closed') {
      const ended = { outcome: course.outcome, overran: course.late === 'overran' };
      steps.push(...closing(chance, who, course, on));
      steps.push(...aftermath({ chance, who, ended, day: after, zone }));
    }
  }
  return steps.sort((one, other) => one.at.getTime() - other.at.getTime());
}

function assessed(asked: Asked, who: Played, add: (nth: number, by: Who, act: Act) => void): void {
  const { chance, work } = asked;
  add(1, who.requester, { does: 'move', to: 'assess' });
  const late = 'late' in asked.course && asked.course.late !== undefined;
  if (asked.tasks && !late) for (const act of planned(asked, who.assignee)) add(2, who.coordinator, act);
  if (work.risk !== 'low') {
    const title = 'Test it on the test system';
    add(3, who.coordinator, { does: 'plan', kind: 'test', title, level: 1, owner: who.assignee, steps: [] });
  }
  if (chance.of(0.25)) add(4, who.assignee, { does: 'comment', text: chance.pick(words.remarks) });
}

function authorized(asked: Planned, who: Played, add: (days: number, nth: number, by: Who, act: Act) => void): void {
  const { chance, course, work, leftOut } = asked;
  const [first, second] = chance.of(0.5) ? [approvers[0], approvers[1]] : [approvers[1], approvers[2]];
  add(2, 5, who.coordinator, { does: 'move', to: 'authorize' });
  if (chance.of(0.15)) {
    const [question, answer] = chance.pick(words.questions);
    add(3, 6, first, { does: 'ask', words: question });
    add(3, 7, who.requester, { does: 'answer', words: answer });
  }
  if (course.to === 'rejected') {
    add(4, 8, first, { does: 'vote', yes: false, comment: chance.pick(words.noWords) });
    add(5, 9, who.requester, { does: 'cancel', reason: 'rejected', words: 'Comes again as a smaller change.' });
    return;
  }
  if (course.to === 'authorize') return;
  add(4, 8, first, { does: 'vote', yes: true, comment: chance.pick(words.yesWords) });
  add(5, 9, second, { does: 'vote', yes: true, comment: chance.pick(words.yesWords) });
  if (work.risk === 'low') return;
  if (course.to === 'build') return;
  const evidence = chance.pick(words.evidence);
  add(7, 10, who.assignee, { does: 'finish', kind: 'test', ...(leftOut !== 'evidence' && { evidence }) });
  const rehearsed = chance.pick(words.rehearsed);
  if (leftOut !== 'rehearsal') add(7, 11, who.assignee, { does: 'rehearse', words: rehearsed });
}

type Span = { start: Date; end: Date };
type Ended = Extract<Course, { outcome: Outcome }>;

/** The work itself: inside its window, unless it is to be late. */
function nightOf({ work, tasks, chance, leftOut }: Planned, who: Played, { start, end }: Span, course: Ended): Step[] {
  const { assignee: by, manager } = who;
  const began = later(start, chance.between(1, 12));
  // In time, so that the way back would still fit.
  const back = minutesOf(work.check, work.back);
  const done = later(end, course.late ? 20 : -back - chance.between(3, 15));
  const given = leftOut === 'rehearsal' ? { given: unrehearsed(chance) } : {};
  const steps: Step[] = [{ at: began, by, act: { does: 'move', to: 'implement', ...given } }];
  const add = (at: Date, by: Step['by'], act: Act) => steps.push({ at, by, act });
  if (course.late === 'extended') {
    add(later(end, -20), by, {
      does: 'ask_time',
      minutes: 45,
      words: 'The copy takes longer than it did in the test.',
    });
    add(later(end, -12), manager, { does: 'grant_time', words: 'Nobody else needs the night.' });
  }
  if (course.late === 'overran') add(later(end, 1), 'clock', { does: 'watch_run' });
  if (tasks && !course.late) {
    const carried = new Date(Math.max(later(began, 5).getTime(), later(done, -minutesOf(work.check)).getTime()));
    add(later(began, 2), by, { does: 'start', kind: 'implementation' });
    add(carried, by, { does: 'finish', kind: 'implementation' });
    if (course.outcome === 'backed_out') {
      add(later(done, -8), by, { does: 'back_out', words: 'The check shows wrong totals.' });
      add(later(done, -2), by, { does: 'finish', kind: 'backout' });
    } else {
      add(later(carried, 1), by, { does: 'start', kind: 'verification' });
      add(later(done, -1), by, { does: 'finish', kind: 'verification' });
    }
  }
  if (chance.of(0.2))
    add(later(done, -1), by, {
      does: 'comment',
      text: `${work.hours === 'day' ? 'Done' : 'All quiet'}; I watch it for another hour.`,
    });
  add(done, by, { does: 'move', to: 'review' });
  return steps;
}

/** Of what ended badly without a way back nothing says that it is done. */
function toldOf(night: readonly Step[], { outcome }: Ended) {
  const when = (is: (act: Act) => boolean) => night.find(({ act }) => is(act))?.at;
  const began = when((act) => act.does === 'move' && act.to === 'implement');
  const done = when((act) => act.does === 'move' && act.to === 'review');
  const backedOut = when((act) => act.does === 'back_out');
  const isSaid = outcome === 'successful' || outcome === 'with_issues' || backedOut !== undefined;
  return { began, backedOut, done: isSaid ? done : undefined };
}

/** What went wrong, or took longer than it was given, is looked back on before it is closed. */
function closing(chance: Chance, who: Played, course: Ended, at: (part: number) => Date): Step[] {
  const { outcome } = course;
  const looks = outcome === 'failed' || outcome === 'backed_out' || course.late === 'overran';
  const close: Act = {
    does: 'move',
    to: 'closed',
    given: { closureCode: outcome, closureNotes: chance.pick(words.notesOf[outcome]) },
  };
  const plan: Act = {
    does: 'plan',
    kind: 'review',
    title: 'What do we learn?',
    level: 1,
    owner: who.coordinator,
    steps: [],
  };
  return [
    ...(looks
      ? [
          { at: at(0.1), by: who.coordinator, act: plan },
          {
            at: at(0.4),
            by: who.coordinator,
            act: { does: 'finish' as const, kind: 'review' as const, findings: chance.pick(words.lookedBack) },
          },
        ]
      : []),
    { at: at(0.6), by: who.manager, act: close },
  ];
}
