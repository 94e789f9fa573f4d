import type { RoundStatus } from '@interlock/contract/approvals.ts';
import type { GuardAnswer } from '@interlock/contract/change-flow.ts';
import type { Holding } from '@interlock/contract/holding.ts';
import type {
  ModelDefinition,
  Mover,
  RequirableField,
  StateDefinition,
  TaskKind,
  TransitionDefinition,
} from '@interlock/contract/models.ts';
import type { TaskStage, TaskState } from '@interlock/contract/tasks.ts';
import { isSamePerson, type Linked } from '../../platform/same-person.ts';

type Named = { id: string; name: string };
/** Somebody with a place on the change; whoever is deactivated acts no more. */
export type Holder = Named & { active: boolean };
type Clearer = GuardAnswer['clearedBy'][number];

/** How a round that must say yes stands: its newest asking, counted now, on the content as it is now. */
export type Standing = {
  state: string;
  stateName: string;
  name: string;
  status: RoundStatus | 'none' | 'waiting' | 'other_content';
  approvals: number;
  needed: number;
  /** Who can still decide, each with those who may do so in their place now. */
  stillOut: readonly (Named & { deputies?: readonly Named[] })[];
  /** Who is not asked because another account of theirs is or has decided, each as a sentence. */
  seconds?: readonly string[];
};

/** Approved, or not asked for because its condition did not hold. */
export const isGiven = ({ status }: Standing): boolean => status === 'approved' || status === 'skipped';

/** A task as guards look at it. */
export type WorkFact = {
  number: string;
  title: string;
  kind: TaskKind;
  state: TaskState;
  createdFrom: 'model' | 'template' | 'hand';
  openedAt: Date | null;
  plannedStart: Date | null;
  plannedEnd: Date | null;
  owner: Named | null;
  group: Named | null;
  evidence: string;
  /** How many files show it. */
  files?: number;
  findings: string;
  closedBy: Named | null;
};

/** The work on a change. */
export type Work = {
  tasks: readonly WorkFact[];
  /** The stages that have begun. */
  reached: ReadonlySet<TaskStage>;
  /** How long implementation, verification and backout take. */
  minutes: number;
  backout: { written: boolean; proof: BackoutFact | null };
};
export type BackoutFact = {
  kind: 'rehearsed' | 'waived';
  passed: boolean | null;
  words: string;
  by: Named;
  stands: boolean;
};

/** Somebody who had a hand in the work. */
export type Hand = { id: string; did: 'carried_out' | 'began' | 'ended' };

/** Somebody's yes to one move past one guard. */
export type Grant = { to: string; guard: string; by: Named; words: string; at: Date };

/** What comes with a move. */
export type Given = {
  reason?: string | undefined;
  windowGiven: boolean;
  /** The window that comes with it, as instants. */
  window?: { start: Date; end: Date } | undefined;
  plannedEnd?: Date | undefined;
  closureCode?: string | undefined;
  closureNotes?: string | undefined;
  /** Why it goes on although a guard is not met, by the name of the guard. */
  justifications?: Readonly<Record<string, string>> | undefined;
};

/** All that the core's guards look at: one change, one possible move, one person, one moment. */
export type MoveFacts = {
  now: Date;
  /**
   * `mayMove`: their roles, and their token where they came with one, let them move changes at all. `pushesOn`: they take on
   * what a round has approved and something else held back. `mayVote`: they may take a decision on a change at all. `mayManage`: they answer for its way.
   */
  actor: {
    id: string;
    name: string;
    roles: readonly string[];
    groups: ReadonlySet<string>;
    mayMove: boolean;
    mayVote: boolean;
    mayManage: boolean;
    pushesOn: boolean;
  };
  /** Which accounts are one person's. */
  linked: Linked;
  requester: Holder | null;
  /** Who has a part in the change themself, and which, in words that follow "you". */
  parts: readonly { by: string | null; you: string }[];
  coordinator: Holder | null;
  manager: Holder | null;
  assignee: Holder | null;
  /** Who had a hand in the work besides the assignee of now, where the move closes. */
  hands: readonly Hand[];
  hold: { by: Holder; reason: string } | null;
  groupNames: ReadonlyMap<string, string>;
  /** Of the roles whose move nobody on the change could make: how many hold them, and the first few. Undefined: not looked at. */
  officers?: ReadonlyMap<string, { total: number; first: readonly Named[] }> | undefined;
  plannedStart: Date | null;
  plannedEnd: Date | null;
  definition: ModelDefinition;
  transition: TransitionDefinition;
  to: Pick<StateDefinition, 'key' | 'kind' | 'name'> & { requires: readonly RequirableField[] };
  missing: readonly RequirableField[];
  /** A field that is demanded under a condition only, with the condition. */
  demandedWhere: ReadonlyMap<RequirableField, string>;
  /** How the model's conditions stand for this change now. */
  holding: Holding;
  standings: readonly Standing[];
  work: Work;
  /** What was told of how it went when the work ended. */
  reportedOutcome: string | null;
  /** What others have let pass, for a move of this content. */
  grants: readonly Grant[];
  /** Undefined while the move is only being explained. */
  given: Given | undefined;
};

export const met = (guard: string, why: string): GuardAnswer => ({
  guard,
  met: true,
  why,
  clearedBy: [],
  earliest: null,
  withMove: false,
  fields: [],
  enforcement: 'block',
  overridden: null,
  letPass: null,
});
export const unmet = (guard: string, why: string, more: Partial<GuardAnswer>): GuardAnswer => ({
  ...met(guard, why),
  met: false,
  ...more,
});

const roleNames: Record<string, string> = {
  coordinator: 'a coordinator',
  change_manager: 'a change manager',
  administrator: 'an administrator',
};
export const role = (key: string): Clearer => ({ is: 'role', name: roleNames[key] ?? key, id: key });
export const person = ({ id, name }: Named): Clearer => ({ is: 'person', name, id });

export function clearerOf(mover: Mover, facts: MoveFacts): Clearer[] {
  if ('group' in mover)
    return [{ is: 'group', name: facts.groupNames.get(mover.group) ?? mover.group, id: mover.group }];
  const present = (holder: Holder | null) => (holder?.active ? [person(holder)] : []);
  if (mover.is === 'requester') return present(facts.requester);
  if (mover.is === 'assignee') return present(facts.assignee);
  if (mover.is === 'coordinator') return [...present(facts.coordinator), role('coordinator')];
  if (mover.is === 'change_manager') return [...present(facts.manager), role('change_manager')];
  return [];
}

export function isMover(mover: Mover, facts: MoveFacts): boolean {
  const { id, roles, groups } = facts.actor;
  if ('group' in mover) return groups.has(mover.group);
  if (mover.is === 'requester') return facts.requester?.id === id;
  if (mover.is === 'assignee') return facts.assignee?.id === id;
  // To be named is not to hold the office: else whoever raises a change could name themself.
  if (mover.is === 'coordinator' || mover.is === 'change_manager') return roles.includes(mover.is);
  return standsApproved(facts) && facts.actor.pushesOn;
}
/** Whether a state that asks has all that it must have. Advice that is still out holds nothing back. */
export const standsApproved = ({ standings, transition, definition }: MoveFacts): boolean =>
  definition.states.some(({ key, approvals }) => key === transition.from && approvals.length > 0) &&
  standings.filter(({ state }) => state === transition.from).every(isGiven);

export const inWords = (names: readonly string[], joint: 'or' | 'and' = 'or'): string =>
  names.length < 2 ? (names[0] ?? 'nobody') : `${names.slice(0, -1).join(', ')} ${joint} ${names.at(-1)}`;

/** What this account, or another of the same person, did of the work. */
export function handOf({ linked, assignee, hands }: MoveFacts, account: string): Hand | undefined {
  const all: readonly Hand[] = [...(assignee ? [{ id: assignee.id, did: 'carried_out' as const }] : []), ...hands];
  return all.find(({ id }) => isSamePerson(linked, id, account));
}

const isEarly = ({ transition, plannedStart, now }: MoveFacts): boolean =>
  transition.guards.includes('window_open') && plannedStart !== null && now < plannedStart;

export const mayStartEarly = (facts: MoveFacts): boolean =>
  isEarly(facts) &&
  facts.assignee !== null &&
  !isSamePerson(facts.linked, facts.actor.id, facts.assignee.id) &&
  facts.transition.earlyMovers.some((mover) => isMover(mover, facts));
