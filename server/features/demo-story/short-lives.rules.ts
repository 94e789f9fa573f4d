import type { Outcome, Story } from './act.rules.ts';
import { type Chance, dayFrom, inOffice, later, spanOf, type Window, windowOn } from './almanac.rules.ts';
import { approvers, coordinatorOf, managers, specialistsOf } from './cast.rules.ts';
import type { Standard } from './catalogue.rules.ts';
import type { Urgent } from './urgent.rules.ts';
import { notesOf } from './words.rules.ts';

type StandardAsked = {
  standard: Standard;
  of: string;
  day: string;
  zone: string;
  chance: Chance;
  to: Outcome | 'scheduled';
};

/** A standard change: raised, done and closed by itself where it went well. */
export function standardLife({ standard, of, day, zone, chance, to }: StandardAsked): Story {
  const assignee = chance.pick(specialistsOf[standard.team]);
  const coordinator = coordinatorOf[standard.team];
  const manager = chance.pick(managers);
  const window = windowOn(day, standard.minutes > 120 ? 'night' : 'day', standard.minutes, zone);
  const { start } = spanOf(window);
  const title = standard.title.replace('{of}', of);
  const fields = {
    ...{ title, systemsAffected: of, window, assigneeId: assignee, coordinatorId: coordinator, managerId: manager },
    teamId: standard.team,
  };
  const raised = later(
    inOffice(dayFrom(window.start.slice(0, 10), -chance.between(3, 9)), 0, zone),
    chance.between(0, 180),
  );
  const raise = { at: raised, by: chance.of(0.6) ? assignee : coordinator } as const;
  const steps: Story = [{ ...raise, act: { does: 'raise_standard', template: standard.name, fields } }];
  if (to === 'scheduled') return steps;
  const began = later(start, chance.between(1, 9));
  const done = later(start, Math.floor(standard.minutes * (0.5 + chance.next() * 0.4)));
  const given = { closureCode: to, closureNotes: chance.pick(notesOf[to]) };
  const after = (part: number) => inOffice(dayFrom(window.end.slice(0, 10), 1), part, zone);
  const looks = to === 'failed' || to === 'backed_out';
  const findings = 'The step was right; it was tried on a system that is built otherwise. The template says so now.';
  return [
    ...steps,
    { at: began, by: assignee, act: { does: 'move', to: 'implement' } },
    { at: done, by: assignee, act: { does: 'move', to: 'review', given } },
    // What was reported so is given its review by itself.
    ...(looks
      ? ([{ at: after(0.3), by: coordinator, act: { does: 'finish', kind: 'review', findings } }] as const)
      : []),
    ...(to === 'successful'
      ? []
      : ([{ at: after(0.5), by: manager, act: { does: 'move', to: 'closed', given } }] as const)),
  ];
}

type UrgentAsked = { urgent: Urgent; at: Date; zone: string; chance: Chance; local(instant: Date): string };

const fieldsOf = ({ urgent, chance }: UrgentAsked) => {
  const { team } = urgent;
  return {
    ...{ title: urgent.title, summary: urgent.summary, reason: urgent.reason, cannotWait: urgent.cannotWait },
    ...{ ifNotDone: urgent.ifNotDone, implementationPlan: urgent.plan, backoutPlan: urgent.back },
    ...{ systemsAffected: urgent.system, impact: 'high', urgency: 'high', riskLevel: 'medium', purpose: 'fix' },
    ...{ categories: ['technology'], teamId: team, coordinatorId: coordinatorOf[team] },
    assigneeId: chance.pick(specialistsOf[team]),
    managerId: chance.pick(managers),
  } as const;
};

/** An emergency: asked, allowed and begun within the hour, looked back on within days. */
export function emergencyLife(asked: UrgentAsked & { to: 'authorize' | 'closed' }): Story {
  const { urgent, at, zone, chance, to } = asked;
  const fields = fieldsOf(asked);
  const { assigneeId: assignee, coordinatorId: coordinator, managerId: manager } = fields;
  const begin: Story = [
    { at, by: coordinator, act: { does: 'raise', model: 'emergency', fields } },
    { at: later(at, 4), by: coordinator, act: { does: 'move', to: 'authorize' } },
  ];
  if (to === 'authorize') return begin;
  const { local } = asked;
  const plannedEnd = { end: local(later(at, 120)), zone };
  const after = (part: number) => inOffice(dayFrom(local(at).slice(0, 10), 3), part, zone);
  const done = later(at, chance.between(35, 100));
  return [
    ...begin,
    { at: later(at, 9), by: chance.pick(approvers), act: { does: 'vote', yes: true, comment: 'Go ahead.' } },
    { at: later(at, 14), by: assignee, act: { does: 'move', to: 'implement', given: { plannedEnd } } },
    {
      at: later(at, 16),
      by: coordinator,
      act: { does: 'announce', audience: 'support', occasion: 'now', release: true },
    },
    { at: done, by: assignee, act: { does: 'move', to: 'review' } },
    {
      at: later(done, 5),
      by: coordinator,
      act: { does: 'announce', audience: 'users', occasion: 'now', release: true },
    },
    { at: after(0.2), by: coordinator, act: { does: 'finish', kind: 'review', findings: urgent.found } },
    {
      at: after(0.5),
      by: manager,
      act: { does: 'move', to: 'closed', given: { closureCode: urgent.outcome, closureNotes: urgent.summary } },
    },
  ];
}

/** Work that was done first and recorded on the next day. */
export function recordedLife(asked: UrgentAsked): Story {
  const { urgent, at, zone, chance, local } = asked;
  const window: Window = { start: local(at), end: local(later(at, chance.between(20, 70))), zone };
  const fields = { ...fieldsOf(asked), window };
  const { coordinatorId: coordinator, managerId: manager } = fields;
  const day = local(at).slice(0, 10);
  const on = (days: number, part: number) => inOffice(dayFrom(day, days), part, zone);
  const given = { closureCode: urgent.outcome, closureNotes: urgent.summary };
  return [
    { at: on(1, 0.1), by: coordinator, act: { does: 'raise', model: 'retrospective', fields } },
    { at: on(1, 0.15), by: coordinator, act: { does: 'move', to: 'authorize' } },
    { at: on(2, 0.5), by: chance.pick(approvers), act: { does: 'vote', yes: true, comment: 'Right to act at once.' } },
    { at: on(4, 0.6), by: coordinator, act: { does: 'finish', kind: 'review', findings: urgent.found } },
    { at: on(4, 0.8), by: manager, act: { does: 'move', to: 'closed', given } },
  ];
}
