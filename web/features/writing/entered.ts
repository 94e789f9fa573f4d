import type { ChangeDetail, editChangeRoute, Level, WrittenField } from '@interlock/contract/changes.ts';
import type { InputOf } from '../../lib/call.ts';
import type { Choice } from '../../ui/combobox.tsx';
import type { LocalWindow } from '../../ui/window-input.tsx';

type PersonField = 'requesterId' | 'coordinatorId' | 'managerId' | 'assigneeId' | 'teamId';
type TextField =
  | 'title'
  | 'summary'
  | 'description'
  | 'reason'
  | 'ifNotDone'
  | 'cannotWait'
  | 'implementationPlan'
  | 'testPlan'
  | 'backoutPlan'
  | 'peopleImpacted'
  | 'systemsAffected';

/** What stands in the form: the fields of a change, with people and groups by name so that they can be shown. */
export type Entered = Record<TextField, string> &
  Record<PersonField, Choice | null> & {
    purpose: ChangeDetail['purpose'];
    impact: Level;
    urgency: Level;
    priorityOverride: ChangeDetail['priorityOverride'];
    wantedDate: string | null;
    window: LocalWindow | null;
    links: { url: string; label: string }[];
  };

export type Written = Partial<Pick<InputOf<typeof editChangeRoute>, WrittenField>>;

export const nothingEntered: Entered = {
  title: '',
  summary: '',
  description: '',
  purpose: null,
  reason: '',
  ifNotDone: '',
  cannotWait: '',
  impact: 'low',
  urgency: 'low',
  priorityOverride: null,
  wantedDate: null,
  window: null,
  implementationPlan: '',
  testPlan: '',
  backoutPlan: '',
  peopleImpacted: '',
  systemsAffected: '',
  links: [],
  requesterId: null,
  coordinatorId: null,
  managerId: null,
  teamId: null,
  assigneeId: null,
};

export function enteredOf(change: ChangeDetail): Entered {
  return {
    title: change.title,
    summary: change.summary,
    description: change.description.text,
    purpose: change.purpose,
    reason: change.reason,
    ifNotDone: change.ifNotDone,
    cannotWait: change.cannotWait,
    impact: change.impact,
    urgency: change.urgency,
    priorityOverride: change.priorityOverride,
    wantedDate: change.wantedDate,
    window: change.window,
    implementationPlan: change.implementationPlan.text,
    testPlan: change.testPlan.text,
    backoutPlan: change.backoutPlan.text,
    peopleImpacted: change.peopleImpacted,
    systemsAffected: change.systemsAffected,
    links: change.links,
    requesterId: change.requester,
    coordinatorId: change.coordinator,
    managerId: change.manager,
    teamId: change.team,
    assigneeId: change.assignee,
  };
}

const isChoice = (value: unknown): value is Choice => typeof value === 'object' && value !== null && 'id' in value;
const plain = (value: Entered[WrittenField]) => (isChoice(value) ? value.id : value);
const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

/** The fields that differ from what they were: only these are sent, and only these count as edited. */
export function editedFields(entered: Entered, was: Entered): WrittenField[] {
  const fields = Object.keys(entered) as WrittenField[];
  return fields.filter((field) => !same(plain(entered[field]), plain(was[field])));
}

export function writtenOf(entered: Entered, fields: readonly WrittenField[]): Written {
  return Object.fromEntries(fields.map((field) => [field, plain(entered[field])]));
}
