import { categories, outcomes, riskLevels, sorts } from '@interlock/contract/changes.ts';
import { stateKinds } from '@interlock/contract/models.ts';
import { t } from '@lingui/core/macro';
import type { Option } from '../../ui/fields/select.tsx';
import { categoryWord, kindWord, outcomeWord, priorityWord, riskWord } from '../changes/index.ts';
import type { FilterName } from './filters.ts';

/** A part of the sentence whose values are offered: what it is called, and what it says of those that were chosen. */
export type Offered = {
  kind: 'several' | 'one';
  name: () => string;
  options: () => Option<string>[];
  says: (names: string) => string;
};
export type Part =
  | 'state'
  | 'priority'
  | 'model'
  | 'risk'
  | 'category'
  | 'outcome'
  | 'onHold'
  | 'imported'
  | 'restricted';

const small = (words: string) => words.charAt(0).toLocaleLowerCase() + words.slice(1);
const yesOrNo = (yes: string, no: string) => [
  { value: 'true', label: yes },
  { value: 'false', label: no },
];

export const offered: Record<Exclude<Part, 'model'>, Offered> = {
  state: {
    kind: 'several',
    name: () => t`State`,
    options: () => stateKinds.map((kind) => ({ value: kind, label: kindWord[kind]() })),
    says: (names) => t`in ${names}`,
  },
  priority: {
    kind: 'several',
    name: () => t`Priority`,
    options: () => [1, 2, 3, 4].map((one) => ({ value: String(one), label: `${one} ${small(priorityWord(one))}` })),
    says: (names) => t`of priority ${names}`,
  },
  risk: {
    kind: 'several',
    name: () => t`Risk`,
    options: () => riskLevels.map((value) => ({ value, label: small(riskWord[value]()) })),
    says: (names) => t`with a risk that is ${names}`,
  },
  category: {
    kind: 'several',
    name: () => t`Category`,
    options: () => [
      ...categories.map((value) => ({ value: value as string, label: small(categoryWord[value]()) })),
      { value: 'none', label: t`no category` },
    ],
    says: (names) => t`about ${names}`,
  },
  outcome: {
    kind: 'several',
    name: () => t`Outcome`,
    options: () =>
      outcomes.map((value) => ({
        value,
        label: value === 'not_recorded' ? t`not recorded` : small(outcomeWord[value]()),
      })),
    says: (names) => t`with the outcome ${names}`,
  },
  onHold: {
    kind: 'one',
    name: () => t`On hold`,
    options: () => yesOrNo(t`on hold`, t`not on hold`),
    says: (names) => names,
  },
  imported: {
    kind: 'one',
    name: () => t`Imported`,
    options: () => yesOrNo(t`that were imported`, t`that were raised here`),
    says: (names) => names,
  },
  restricted: {
    kind: 'one',
    name: () => t`Restricted`,
    options: () => yesOrNo(t`that are restricted`, t`that are not restricted`),
    says: (names) => names,
  },
};

export const sortOffered: Offered = {
  kind: 'one',
  name: () => t`Order`,
  options: () => {
    const words = { newest: t`newest first`, oldest: t`oldest first`, start: t`by planned start` };
    return sorts.map((value) => ({ value, label: words[value] }));
  },
  says: (names) => names,
};

/** The parts that ask for a person or a team. */
export const people = ['assignee', 'requester', 'coordinator'] as const;
export type PersonPart = (typeof people)[number];
export const personName: Record<PersonPart | 'team', () => string> = {
  assignee: () => t`Assignee`,
  requester: () => t`Requester`,
  coordinator: () => t`Coordinator`,
  team: () => t`Team`,
};
export const personSays: Record<PersonPart | 'team', (name: string) => string> = {
  assignee: (name) => t`assigned to ${name}`,
  requester: (name) => t`requested by ${name}`,
  coordinator: (name) => t`coordinated by ${name}`,
  team: (name) => t`of the team ${name}`,
};
export const nobodySays: Record<PersonPart | 'team', () => string> = {
  assignee: () => t`assigned to nobody`,
  requester: () => t`requested by nobody`,
  coordinator: () => t`coordinated by nobody`,
  team: () => t`without a team`,
};

/** Every part that can be put into the sentence, in the order in which it reads. */
export const partNames = [
  'state',
  'priority',
  'model',
  'risk',
  'category',
  'assignee',
  'team',
  'requester',
  'coordinator',
  'plannedFrom',
  'outcome',
  'onHold',
  'restricted',
  'imported',
] as const satisfies readonly FilterName[];
export type PartName = (typeof partNames)[number];

export const isPerson = (name: PartName): name is PersonPart | 'team' =>
  name === 'team' || people.some((one) => one === name);

export const nameOfPart = (name: PartName): string => {
  if (isPerson(name)) return personName[name]();
  if (name === 'plannedFrom') return t`Planned start`;
  return name === 'model' ? t`Model` : offered[name].name();
};

/** `draft or assess`, as the language joins a choice. */
export const joined = (names: readonly string[], locale: string): string =>
  new Intl.ListFormat(locale, { type: 'disjunction' }).format(names);
