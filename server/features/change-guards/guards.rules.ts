import type { GuardAnswer } from '@interlock/contract/change-flow.ts';
import { fieldWord } from '@interlock/contract/field-words.ts';
import { isForAnother } from '@interlock/contract/may-close.ts';
import { orderIn } from '@interlock/contract/model-order.ts';
import type { RequirableField } from '@interlock/contract/models.ts';
import { says } from '@interlock/contract/says.ts';
import { isSamePerson, withWhich } from '../../platform/same-person.ts';
import {
  clearerOf,
  type Given,
  type Hand,
  handOf,
  inWords,
  isGiven,
  isMover,
  type MoveFacts,
  mayStartEarly,
  met,
  person,
  role,
  type Standing,
  standsApproved,
  unmet,
} from './facts.rules.ts';

/** Is it free to go on at all? */
export function holdGuard({ hold, to }: MoveFacts): GuardAnswer | undefined {
  if (hold === null || to.kind === 'cancelled') return undefined;
  const holder = hold.by.active ? [person(hold.by)] : [];
  return unmet('on_hold', `It is on hold: ${hold.reason}`, {
    clearedBy: [...holder, role('coordinator'), role('change_manager')],
  });
}

/** Is this theirs to do? */
export function moverGuard(facts: MoveFacts): GuardAnswer {
  const { movers } = facts.transition;
  const isTheirs = movers.some((mover) => isMover(mover, facts)) || mayStartEarly(facts);
  if (isTheirs && !facts.actor.mayMove) {
    return unmet('mover', 'It would be yours, but neither your roles nor your token let you move changes.', {
      clearedBy: [role('administrator')],
    });
  }
  if (isTheirs) return met('mover', 'This move is yours to make.');
  if (movers.every((mover) => 'is' in mover && mover.is === 'round')) {
    return standsApproved(facts)
      ? unmet('mover', 'The round has approved it: a coordinator or a change manager takes it on.', {
          clearedBy: [...clearerOf({ is: 'coordinator' }, facts), ...clearerOf({ is: 'change_manager' }, facts)],
        })
      : unmet('mover', 'The approval round makes this move when it passes.', {});
  }
  const lacksAssignee = movers.some((mover) => 'is' in mover && mover.is === 'assignee') && !facts.assignee?.active;
  return unmet('mover', whoseMove(facts), {
    clearedBy: clearersOf(facts),
    fields: lacksAssignee ? ['assignee'] : [],
  });
}

/** Those on the change who could make the move, were they not deactivated. */
const goneMovers = ({ transition, requester, assignee }: MoveFacts) =>
  transition.movers.flatMap((mover) => {
    const holder = 'is' in mover && mover.is === 'requester' ? requester : null;
    const named = 'is' in mover && mover.is === 'assignee' ? assignee : holder;
    return named && !named.active ? [named] : [];
  });

function clearersOf(facts: MoveFacts): GuardAnswer['clearedBy'] {
  const theirs = facts.transition.movers.flatMap((mover) => clearerOf(mover, facts));
  if (goneMovers(facts).length > 0)
    return [...theirs.filter(({ id }) => id !== 'change_manager'), role('change_manager')];
  if (theirs.length === 0) return [role('coordinator')];
  return isNobodys(theirs, facts) ? [...theirs, role('administrator')] : theirs;
}

/** It is a matter of roles alone, and nobody holds them. */
const isNobodys = (theirs: GuardAnswer['clearedBy'], { officers }: MoveFacts): boolean =>
  officers !== undefined && theirs.every(({ is, id }) => is === 'role' && officers.get(id ?? '')?.total === 0);

function whoseMove(facts: MoveFacts): string {
  const clearers = facts.transition.movers.flatMap((mover) => clearerOf(mover, facts));
  const byRole = clearers.every(({ is }) => is === 'role');
  const theirs = clearers.map((clearer) => (byRole ? withHolders(clearer, facts) : clearer.name));
  const gone = goneMovers(facts).map(({ name }) => `${name} is deactivated: a change manager names somebody else.`);
  if (theirs.length === 0 && gone.length === 0) return 'Nobody is named who could make this move.';
  const nobody = clearers.length > 0 && isNobodys(clearers, facts);
  return [
    ...(theirs.length > 0 ? [`This move belongs to ${inWords(theirs)}.`] : []),
    ...(nobody ? [`Nobody has ${theirs.length > 1 ? 'either' : 'that'} role: an administrator gives it.`] : []),
    ...gone,
  ].join(' ');
}

const FEW = 3;

/** A role with the first few who hold it and may make this move. */
function withHolders({ id, name }: GuardAnswer['clearedBy'][number], facts: MoveFacts): string {
  const { officers, to, definition } = facts;
  const { total = 0, first = [] } = officers?.get(id ?? '') ?? {};
  const isBarred = (one: { id: string }) => isForAnother(definition, to) && handOf(facts, one.id) !== undefined;
  const named = first.filter((one) => !isBarred(one)).map((one) => one.name);
  if (named.length === 0) return name;
  const others = total - (first.length - named.length) - Math.min(named.length, FEW);
  const more = others > 0 ? [others === 1 ? '1 other' : `${others} others`] : [];
  return `${name} (${inWords([...named.slice(0, FEW), ...more])})`;
}

/** What they are called where the work was done before it is recorded. */
const doneNames: Partial<Record<RequirableField, string>> = {
  ifNotDone: 'what would have happened if it had not been done',
  cannotWait: 'why it could not wait',
  implementationPlan: 'what was done',
  window: 'when it was done',
  downtime: 'downtime',
  costOfNotDoing: 'what it would have cost not to do it',
};

/** Is everything filled in that the state demands? */
export function requiredFieldsGuard(facts: MoveFacts): GuardAnswer | undefined {
  const { to, missing, plannedEnd, now, given } = facts;
  if (to.requires.length === 0) return undefined;
  const isPlanned = !facts.definition.retrospective;
  const who = [facts.requester, facts.coordinator].flatMap((named) => (named?.active ? [person(named)] : []));
  const clearedBy = [...who, role('coordinator'), role('change_manager')];
  const isWindowGiven = to.requires.includes('window') && !missing.includes('window') && plannedEnd !== null;
  if (isWindowGiven && !isPlanned && plannedEnd > now) {
    return unmet('required_fields', 'The work lies ahead: what is recorded here is done already.', {
      clearedBy,
      fields: ['window'],
    });
  }
  if (isWindowGiven && isPlanned && plannedEnd <= now) {
    return unmet('required_fields', 'The planned window has ended. Edit the change and give a new one.', {
      clearedBy,
      fields: ['window'],
    });
  }
  const left = missing.filter((field) => !(field === 'window' && isPlanned && given?.windowGiven));
  if (left.length === 0) return met('required_fields', `All that ${to.name} demands is filled in.`);
  return unmet(
    'required_fields',
    `${to.name} still needs ${left.map((field) => neededField(field, facts)).join(', ')}.`,
    {
      clearedBy,
      fields: [...left],
      withMove: isPlanned && left.length === 1 && left[0] === 'window',
    },
  );
}

function neededField(field: RequirableField, { demandedWhere, definition }: MoveFacts): string {
  const where = demandedWhere.get(field);
  const name = (definition.retrospective ? doneNames[field] : undefined) ?? fieldWord(field);
  return where === undefined ? name : `${name} (where ${where})`;
}

/** Does every approval that this move rests on stand, for the content as it is now? */
export function approvalsGuard(facts: MoveFacts): GuardAnswer | undefined {
  const { definition, transition, to, standings } = facts;
  const order = orderIn(definition);
  const here = definition.states.find(({ key }) => key === transition.from);
  const onward = order(to.key) > order(transition.from);
  const restsOn = standings.filter(({ state }) => to.kind === 'implement' || (state === here?.key && onward));
  const asks = restsOn.length > 0 || (here?.approvals.length ?? 0) > 0;
  if (!asks || !onward) return undefined;
  const notGiven = restsOn.filter((standing) => !isGiven(standing));
  if (notGiven.length === 0) {
    return met('approvals', restsOn.length < 2 ? 'It is approved.' : 'Every round has approved it.');
  }
  const named = (standing: Standing) =>
    standings.filter(({ state }) => state === standing.state).length > 1
      ? { ...standing, called: standing.name }
      : standing;
  const clearers = notGiven.flatMap(clearersOfRound);
  return unmet('approvals', notGiven.map(named).map(whyNotApproved).join(' '), {
    clearedBy: clearers.filter((one, at) => clearers.findIndex(({ id }) => id === one.id) === at),
  });
}

function clearersOfRound({ status, stillOut }: Standing): GuardAnswer['clearedBy'] {
  if (status === 'open') return stillOut.flatMap((one) => [one, ...(one.deputies ?? [])]).map(person);
  if (status === 'waiting') return [];
  return status === 'stuck'
    ? [role('administrator'), role('coordinator'), role('change_manager')]
    : [role('coordinator')];
}

const orDeputy = ({ name, deputies = [] }: Standing['stillOut'][number]): string =>
  deputies.length === 0 ? name : `${name} (or ${inWords(deputies.map((deputy) => deputy.name))} as deputy)`;

/** `called` is the round's own name, where its state asks in several. */
function whyNotApproved({ called, ...standing }: Standing & { called?: string }): string {
  const { stateName, status, approvals, needed, stillOut, seconds = [] } = standing;
  const once = seconds.map((sentence) => ` ${sentence}`).join('');
  const who = called ?? stateName;
  const prefix = called === undefined ? '' : `${called}: `;
  if (status === 'open') {
    const more = needed - approvals;
    const names = stillOut.map(orDeputy);
    return `${prefix}${approvals} of ${needed} approvals are given; ${more} more ${more === 1 ? 'is' : 'are'} needed from ${more === stillOut.length ? inWords(names, 'and') : inWords(names)}.${once}`;
  }
  if (status === 'stuck') {
    return `${prefix}Too few people can decide to make ${needed}. An administrator adds people to the group, then a coordinator or a change manager asks again.${once}`;
  }
  if (status === 'waiting') return `${who} is asked once those before it have said yes.`;
  if (status === 'expired') return `${who} did not decide before the planned start.`;
  if (status === 'rejected') return `${who} rejected it.`;
  if (status === 'other_content') return `${who} approved another content than this.`;
  return `${who} has not approved it.`;
}

const didOf: Record<Hand['did'], string> = {
  carried_out: 'carried this change out',
  began: 'began the work on this change',
  ended: 'ended the work on this change',
};

/**
 * Whoever has a hand in the work of a change does not close it, also when somebody else carries it out by then, unless the published
 * model lets them. No setting can join the two.
 */
export function dutiesGuard(facts: MoveFacts): GuardAnswer | undefined {
  const { definition, to, actor } = facts;
  if (to.kind !== 'closed') return undefined;
  const hand = handOf(facts, actor.id);
  if (!hand) return met('segregation_of_duties', 'You did not carry it out.');
  if (!isForAnother(definition, to))
    return met('segregation_of_duties', 'You carried it out, and its model lets you close it.');
  return unmet(
    'segregation_of_duties',
    `You ${didOf[hand.did]}${withWhich(actor.id, hand.id)}: somebody else closes it.`,
    {
      clearedBy: [role('change_manager')],
    },
  );
}

/** Does now lie between the window's start and its end? */
export function windowGuard(facts: MoveFacts): GuardAnswer | undefined {
  const { transition, plannedStart, plannedEnd, now, given } = facts;
  if (!transition.guards.includes('window_open')) return undefined;
  const guard = 'window_open';
  if (plannedStart === null || plannedEnd === null) {
    return unmet(guard, 'It has no planned window.', {
      clearedBy: [role('coordinator'), role('change_manager')],
      fields: ['window'],
    });
  }
  if (now >= plannedEnd) {
    return unmet(guard, 'Its window has ended and was missed: a new one is needed.', {
      clearedBy: [role('coordinator'), role('change_manager')],
      fields: ['window'],
    });
  }
  if (now >= plannedStart) return met(guard, 'The window is open.');
  if (mayStartEarly(facts)) {
    if (says(given?.reason ?? '')) return met(guard, 'Started before its window, with a reason.');
    return unmet(guard, 'The window is not open yet. Starting earlier takes your reason.', {
      withMove: true,
      earliest: plannedStart.toISOString(),
    });
  }
  return unmet(
    guard,
    'The window is not open yet. A change manager who does not carry it out can start it earlier, with a reason.',
    {
      earliest: plannedStart.toISOString(),
      clearedBy: [
        { is: 'time', name: 'the start of the window', id: null },
        ...transition.earlyMovers
          .flatMap((mover) => clearerOf(mover, facts))
          .filter(({ id }) => !isSamePerson(facts.linked, id, facts.assignee?.id)),
      ],
    },
  );
}

/** Where no window is demanded and none lies ahead, the planned end is said when the work starts. */
export function plannedEndGuard({ transition, to, plannedEnd, now, given }: MoveFacts): GuardAnswer | undefined {
  if (!transition.asksPlannedEnd || to.requires.includes('window') || (plannedEnd !== null && plannedEnd > now))
    return undefined;
  if (plannedEnd !== null) {
    return unmet(
      'planned_end',
      'Its window has ended and was missed: a new one is needed, for all who decided on it.',
      {
        clearedBy: [role('coordinator'), role('change_manager')],
        fields: ['window'],
      },
    );
  }
  if (given?.plannedEnd && given.plannedEnd > now) return met('planned_end', 'The planned end is given.');
  const why = given?.plannedEnd ? 'The planned end must lie ahead.' : 'Say when it is planned to end.';
  return unmet('planned_end', why, { withMove: true, fields: ['plannedEnd'] });
}

const withoutClosure = (given: Given | undefined): string[] => [
  ...(given?.closureCode ? [] : ['closureCode']),
  ...(says(given?.closureNotes ?? '') ? [] : ['closureNotes']),
];

/** How did it end, in a code and in words? */
export function closureGuard({ transition, given }: MoveFacts): GuardAnswer | undefined {
  if (!transition.guards.includes('closure')) return undefined;
  const fields = withoutClosure(given);
  if (fields.length === 0) return met('closure', 'The closure code and notes are given.');
  return unmet('closure', 'Closing takes a closure code and notes.', { withMove: true, fields });
}

/** Whoever ends the work says how it went. */
export function reportGuard({ transition, given }: MoveFacts): GuardAnswer | undefined {
  if (!transition.reportsOutcome) return undefined;
  const fields = withoutClosure(given);
  if (fields.length === 0) return met('report', 'How it went is told.');
  return unmet('report', 'Finishing takes how it went, in a code and in words.', { withMove: true, fields });
}

/** The core's own guards, in the order in which people read them. */
export const coreGuards: readonly ((facts: MoveFacts) => GuardAnswer | undefined)[] = [
  holdGuard,
  moverGuard,
  requiredFieldsGuard,
  approvalsGuard,
  dutiesGuard,
  windowGuard,
  plannedEndGuard,
  closureGuard,
  reportGuard,
];
