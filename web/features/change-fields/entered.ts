import type {
  Category,
  ChangeDetail,
  editChangeRoute,
  Level,
  RiskLevel,
  Trigger,
  WrittenField,
} from '@interlock/contract/changes.ts';
import { keysOf } from '@interlock/contract/keys-of.ts';
import type { InputOf } from '../../lib/calls/call.ts';
import type { Choice } from '../../ui/fields/combobox.tsx';
import type { LocalWindow } from '../../ui/fields/window-input.tsx';
import type { EnteredContact } from './contacts-input.tsx';

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
  | 'systemsAffected'
  | 'riskAssessment'
  | 'communicationPlan'
  | 'benefit'
  | 'cost'
  | 'costOfNotDoing';

/** What stands in the form: the fields of a change, with people and groups by name so that they can be shown. */
export type Entered = Record<TextField, string> &
  Record<PersonField, Choice | null> & {
    purpose: ChangeDetail['purpose'];
    categories: Category[];
    triggers: Trigger[];
    contacts: EnteredContact[];
    riskLevel: RiskLevel;
    downtime: ChangeDetail['downtime'];
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
  categories: [],
  triggers: [],
  contacts: [],
  riskLevel: 'none',
  riskAssessment: '',
  communicationPlan: '',
  downtime: null,
  benefit: '',
  cost: '',
  costOfNotDoing: '',
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
    categories: change.categories,
    triggers: change.triggers,
    contacts: change.contacts.map((contact) => ({ ...contact, inHouse: contact.person !== null })),
    riskLevel: change.riskLevel,
    riskAssessment: change.riskAssessment,
    communicationPlan: change.communicationPlan.text,
    downtime: change.downtime,
    benefit: change.benefit,
    cost: change.cost,
    costOfNotDoing: change.costOfNotDoing,
    requesterId: change.requester,
    coordinatorId: change.coordinator,
    managerId: change.manager,
    teamId: change.team,
    assigneeId: change.assignee,
  };
}

const isChoice = (value: unknown): value is Choice => typeof value === 'object' && value !== null && 'id' in value;
const isContact = (value: unknown): value is EnteredContact =>
  typeof value === 'object' && value !== null && 'inHouse' in value;

/** A contact as it is sent: a person by id, anybody else by name. */
const contactOf = ({ inHouse, person, name, ...rest }: EnteredContact) => ({
  ...rest,
  personId: inHouse ? (person?.id ?? null) : null,
  name: inHouse ? '' : name,
});

function plain(value: Entered[WrittenField]): unknown {
  if (isChoice(value)) return value.id;
  return Array.isArray(value) ? value.map((one) => (isContact(one) ? contactOf(one) : one)) : value;
}
const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

/** The fields that differ from what they were: only these are sent, and only these count as edited. */
export function editedFields(entered: Entered, was: Entered): WrittenField[] {
  return keysOf(entered).filter((field) => !same(plain(entered[field]), plain(was[field])));
}

export function writtenOf(entered: Entered, fields: readonly WrittenField[]): Written {
  return Object.fromEntries(fields.map((field) => [field, plain(entered[field])]));
}
