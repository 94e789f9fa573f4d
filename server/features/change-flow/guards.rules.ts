import type { GuardAnswer } from '@interlock/contract/changes.ts';
import type {
  ModelDefinition,
  Mover,
  RequirableField,
  StateDefinition,
  TransitionDefinition,
} from '@interlock/contract/models.ts';

type Named = { id: string; name: string };
type Clearer = GuardAnswer['clearedBy'][number];

/** How an approving state stands: its newest round, counted now, on the content as it is now. */
export type Standing = {
  state: string;
  stateName: string;
  status: 'none' | 'open' | 'stuck' | 'approved' | 'rejected' | 'voided' | 'other_content';
  approvals: number;
  needed: number;
  stillOut: readonly Named[];
};

/** What comes with a move. */
export type Given = {
  reason?: string | undefined;
  windowGiven: boolean;
  plannedEnd?: Date | undefined;
  closureCode?: string | undefined;
  closureNotes?: string | undefined;
};

/** All that the core's guards look at: one change, one possible move, one person, one moment. */
export type MoveFacts = {
  now: Date;
  /** `mayMove`: their roles, and their token where they came with one, let them move changes at all. */
  actor: { id: string; roles: readonly string[]; groups: ReadonlySet<string>; mayMove: boolean };
  requester: Named | null;
  coordinator: Named | null;
  manager: Named | null;
  assignee: Named | null;
  groupNames: ReadonlyMap<string, string>;
  plannedStart: Date | null;
  plannedEnd: Date | null;
  definition: ModelDefinition;
  transition: TransitionDefinition;
  to: Pick<StateDefinition, 'key' | 'kind' | 'name'> & { requires: readonly RequirableField[] };
  missing: readonly RequirableField[];
  standings: readonly Standing[];
  /** Undefined while the move is only being explained. */
  given: Given | undefined;
};

const met = (guard: string, why: string): GuardAnswer => ({
  guard,
  met: true,
  why,
  clearedBy: [],
  earliest: null,
  withMove: false,
  fields: [],
});
const unmet = (guard: string, why: string, more: Partial<GuardAnswer>): GuardAnswer => ({
  guard,
  met: false,
  why,
  clearedBy: [],
  earliest: null,
  withMove: false,
  fields: [],
  ...more,
});

const roleNames: Record<string, string> = {
  coordinator: 'a coordinator',
  change_manager: 'a change manager',
  administrator: 'an administrator',
};
const role = (key: string): Clearer => ({ is: 'role', name: roleNames[key] ?? key, id: key });
const person = ({ id, name }: Named): Clearer => ({ is: 'person', name, id });

function clearerOf(mover: Mover, facts: MoveFacts): Clearer[] {
  if ('group' in mover)
    return [{ is: 'group', name: facts.groupNames.get(mover.group) ?? mover.group, id: mover.group }];
  if (mover.is === 'requester') return facts.requester ? [person(facts.requester)] : [];
  if (mover.is === 'assignee') return facts.assignee ? [person(facts.assignee)] : [];
  if (mover.is === 'coordinator')
    return [...(facts.coordinator ? [person(facts.coordinator)] : []), role('coordinator')];
  if (mover.is === 'change_manager') return [...(facts.manager ? [person(facts.manager)] : []), role('change_manager')];
  return [];
}

function isMover(mover: Mover, facts: MoveFacts): boolean {
  const { id, roles, groups } = facts.actor;
  if ('group' in mover) return groups.has(mover.group);
  if (mover.is === 'requester') return facts.requester?.id === id;
  if (mover.is === 'assignee') return facts.assignee?.id === id;
  if (mover.is === 'coordinator') return facts.coordinator?.id === id || roles.includes('coordinator');
  if (mover.is === 'change_manager') return facts.manager?.id === id || roles.includes('change_manager');
  return standsApproved(facts) && roles.some(isKeeper);
}
const standsApproved = ({ standings, transition }: MoveFacts): boolean =>
  standings.some(({ state, status }) => state === transition.from && status === 'approved');
/** Who pushes on what a round has approved but something else held back. */
const isKeeper = (held: string): boolean => held === 'coordinator' || held === 'change_manager';

const inWords = (names: readonly string[]): string =>
  names.length < 2 ? (names[0] ?? 'nobody') : `${names.slice(0, -1).join(', ')} or ${names.at(-1)}`;

const isEarly = ({ transition, plannedStart, now }: MoveFacts): boolean =>
  transition.guards.includes('window_open') && plannedStart !== null && now < plannedStart;

const mayStartEarly = (facts: MoveFacts): boolean =>
  isEarly(facts) &&
  facts.actor.id !== facts.assignee?.id &&
  facts.transition.earlyMovers.some((mover) => isMover(mover, facts));

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
          clearedBy: [role('coordinator'), role('change_manager')],
        })
      : unmet('mover', 'The approval round makes this move when it passes.', {});
  }
  const clearedBy = movers.flatMap((mover) => clearerOf(mover, facts));
  const why =
    clearedBy.length > 0
      ? `This move belongs to ${inWords(clearedBy.map(({ name }) => name))}.`
      : 'Nobody is named who could make this move.';
  return unmet('mover', why, {
    clearedBy: clearedBy.length > 0 ? clearedBy : [role('coordinator')],
    fields:
      facts.assignee === null && movers.some((mover) => 'is' in mover && mover.is === 'assignee') ? ['assignee'] : [],
  });
}

const fieldNames: Partial<Record<RequirableField, string>> = {
  ifNotDone: 'what happens if it is not done',
  cannotWait: 'why it cannot wait',
  implementationPlan: 'implementation plan',
  testPlan: 'test plan',
  backoutPlan: 'backout plan',
  wantedDate: 'wanted date',
  peopleImpacted: 'people impacted',
  systemsAffected: 'systems affected',
  window: 'planned window',
  manager: 'change manager',
};

/** Is everything filled in that the state demands? */
export function requiredFieldsGuard(facts: MoveFacts): GuardAnswer | undefined {
  const { to, missing, plannedEnd, now, given } = facts;
  if (to.requires.length === 0) return undefined;
  if (to.requires.includes('window') && !missing.includes('window') && plannedEnd !== null && plannedEnd <= now) {
    return unmet('required_fields', 'The planned window has ended. Edit the change and give a new one.', {
      clearedBy: [role('coordinator'), role('change_manager')],
      fields: ['window'],
    });
  }
  const left = missing.filter((field) => !(field === 'window' && given?.windowGiven));
  if (left.length === 0) return met('required_fields', `All that ${to.name} demands is filled in.`);
  const who = [facts.requester, facts.coordinator].filter((named) => named !== null).map(person);
  return unmet(
    'required_fields',
    `${to.name} still needs ${left.map((field) => fieldNames[field] ?? field).join(', ')}.`,
    {
      clearedBy: [...who, role('coordinator')],
      fields: [...left],
      withMove: left.length === 1 && left[0] === 'window',
    },
  );
}

/** Does every approval that this move rests on stand, for the content as it is now? */
export function approvalsGuard(facts: MoveFacts): GuardAnswer | undefined {
  const { definition, transition, to, standings } = facts;
  const order = (key: string) => definition.states.findIndex((state) => state.key === key);
  const here = definition.states.find(({ key }) => key === transition.from);
  const onward = order(to.key) > order(transition.from);
  const restsOn = standings.filter(({ state }) => to.kind === 'implement' || (state === here?.key && onward));
  if (restsOn.length === 0 || !onward) return undefined;
  const standing = restsOn.find(({ status }) => status !== 'approved');
  if (!standing) return met('approvals', restsOn.length === 1 ? 'It is approved.' : 'Every round has approved it.');
  return unmet('approvals', whyNotApproved(standing), {
    clearedBy:
      standing.status === 'open'
        ? standing.stillOut.map(person)
        : standing.status === 'stuck'
          ? [role('administrator'), role('coordinator')]
          : [role('coordinator')],
  });
}

function whyNotApproved({ stateName, status, approvals, needed, stillOut }: Standing): string {
  if (status === 'open') {
    const more = needed - approvals;
    return `${approvals} of ${needed} approvals are given; ${more} more ${more === 1 ? 'is' : 'are'} needed from ${inWords(stillOut.map(({ name }) => name))}.`;
  }
  if (status === 'stuck') {
    return `Too few people can decide to make ${needed}. An administrator adds people to the group, then a coordinator asks again.`;
  }
  if (status === 'rejected') return `${stateName} rejected it.`;
  if (status === 'other_content') return `${stateName} approved another content than this.`;
  return `${stateName} has not approved it.`;
}

/** Duties that no model and no setting can join: whoever carries a change out does not close it. */
export function dutiesGuard({ to, actor, assignee }: MoveFacts): GuardAnswer | undefined {
  if (to.kind !== 'closed') return undefined;
  if (assignee === null || actor.id !== assignee.id) return met('segregation_of_duties', 'You did not carry it out.');
  return unmet('segregation_of_duties', 'You carried this change out: somebody else closes it.', {
    clearedBy: [role('change_manager')],
  });
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
    if (given?.reason?.trim()) return met(guard, 'Started before its window, with a reason.');
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
          .filter(({ id }) => id !== facts.assignee?.id),
      ],
    },
  );
}

/** Without a window, the planned end is said when the work starts. */
export function plannedEndGuard({ transition, plannedEnd, now, given }: MoveFacts): GuardAnswer | undefined {
  if (!transition.asksPlannedEnd || (plannedEnd !== null && plannedEnd > now)) return undefined;
  if (given?.plannedEnd && given.plannedEnd > now) return met('planned_end', 'The planned end is given.');
  const why = given?.plannedEnd ? 'The planned end must lie ahead.' : 'Say when it is planned to end.';
  return unmet('planned_end', why, { withMove: true, fields: ['plannedEnd'] });
}

/** How did it end, in a code and in words? */
export function closureGuard({ transition, given }: MoveFacts): GuardAnswer | undefined {
  if (!transition.guards.includes('closure')) return undefined;
  const fields = [
    ...(given?.closureCode ? [] : ['closureCode']),
    ...(given?.closureNotes?.trim() ? [] : ['closureNotes']),
  ];
  if (fields.length === 0) return met('closure', 'The closure code and notes are given.');
  return unmet('closure', 'Closing takes a closure code and notes.', { withMove: true, fields });
}

/** The core's own guards, in the order in which people read them. */
export const coreGuards: readonly ((facts: MoveFacts) => GuardAnswer | undefined)[] = [
  moverGuard,
  requiredFieldsGuard,
  approvalsGuard,
  dutiesGuard,
  windowGuard,
  plannedEndGuard,
  closureGuard,
];
