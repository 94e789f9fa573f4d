import type { WrittenField } from '@interlock/contract/changes.ts';
import type { TemplateContent, TemplateVersion } from '@interlock/contract/templates.ts';
import { type Entered, nothingEntered } from '../change-fields/index.ts';

const named = ['coordinatorId', 'managerId', 'teamId', 'assigneeId'];

/** What a template presets, as the inputs of the form hold it. */
export function enteredWith({ preset }: TemplateContent, names: TemplateVersion['names']): Entered {
  const chosen = (id: string) => ({ id, name: names[id] ?? id });
  const given = Object.entries(preset).map(([field, value]) => {
    if (named.includes(field)) return [field, typeof value === 'string' ? chosen(value) : null];
    if (field !== 'contacts') return [field, value];
    return [
      field,
      (preset.contacts ?? []).map(({ personId, ...contact }) => ({
        ...contact,
        inHouse: personId !== null,
        person: personId === null ? null : chosen(personId),
      })),
    ];
  });
  return { ...nothingEntered, ...Object.fromEntries(given) };
}

/** In the order in which people think of them. */
export const presettable: readonly WrittenField[] = [
  'title',
  'summary',
  'implementationPlan',
  'backoutPlan',
  'testPlan',
  'communicationPlan',
  'reason',
  'ifNotDone',
  'purpose',
  'categories',
  'triggers',
  'impact',
  'urgency',
  'riskLevel',
  'riskAssessment',
  'peopleImpacted',
  'systemsAffected',
  'description',
  'contacts',
  'links',
  'benefit',
  'cost',
  'costOfNotDoing',
  'teamId',
  'assigneeId',
  'coordinatorId',
  'managerId',
];
