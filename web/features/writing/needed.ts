import type { WrittenField } from '@interlock/contract/changes.ts';
import type { ModelDefinition, RequirableField, StateDefinition } from '@interlock/contract/models.ts';

const writtenAs: Partial<Record<RequirableField, WrittenField>> = {
  assignee: 'assigneeId',
  coordinator: 'coordinatorId',
  manager: 'managerId',
  team: 'teamId',
};

/** In the order in which people think of them. The title and the summary are asked at once. */
const asked: readonly WrittenField[] = [
  'cannotWait',
  'reason',
  'ifNotDone',
  'purpose',
  'impact',
  'urgency',
  'riskLevel',
  'riskAssessment',
  'implementationPlan',
  'backoutPlan',
  'testPlan',
  'assigneeId',
  'teamId',
  'coordinatorId',
  'managerId',
  'window',
  'wantedDate',
  'description',
  'categories',
  'triggers',
  'peopleImpacted',
  'systemsAffected',
  'downtime',
  'communicationPlan',
  'contacts',
  'benefit',
  'cost',
  'costOfNotDoing',
  'links',
  'priorityOverride',
];

type Needed = { state: StateDefinition; fields: WrittenField[] };

/** Which fields each state of a model demands before it is entered; each field stands at the first that does. */
export function neededLater(definition: ModelDefinition): Needed[] {
  const seen = new Set<WrittenField>();
  return definition.states.flatMap((state, index) => {
    const demanded = new Set(state.requires.map((field) => writtenAs[field] ?? (field as WrittenField)));
    if (isPastAssess(definition, index)) demanded.add('riskLevel');
    const fields = asked.filter((field) => demanded.has(field) && !seen.has(field));
    for (const field of fields) seen.add(field);
    return fields.length > 0 ? [{ state, fields }] : [];
  });
}

/** Whatever a model says, nothing leaves its assessment before somebody has said how risky it is. */
const isPastAssess = ({ states, retrospective }: ModelDefinition, index: number): boolean =>
  !retrospective && states.slice(0, index).some(({ kind }) => kind === 'assess');

export function neverNeeded(definition: ModelDefinition): WrittenField[] {
  const needed = new Set(neededLater(definition).flatMap(({ fields }) => fields));
  return asked.filter((field) => !needed.has(field));
}
