import type { ChangeNeeds } from '@interlock/contract/change-forms.ts';
import type { WrittenField } from '@interlock/contract/changes.ts';
import { roundConditionsOf } from '@interlock/contract/holding.ts';
import { orderIn } from '@interlock/contract/model-order.ts';
import type {
  ModelDefinition,
  RequirableField,
  RoundDefinition,
  StateDefinition,
  TransitionDefinition,
} from '@interlock/contract/models.ts';

const writtenAs: Partial<Record<RequirableField, WrittenField>> = {
  assignee: 'assigneeId',
  coordinator: 'coordinatorId',
  manager: 'managerId',
  team: 'teamId',
};
/** A demand by the name under which a form writes it. */
export const fieldOf = (demand: RequirableField): string => writtenAs[demand] ?? demand;

export type Leg = { move: TransitionDefinition; from: StateDefinition; to: StateDefinition };

/** The way that a change takes from a state: at each the first move onward that is offered to it. */
export function wayFrom(
  { states, transitions }: Pick<ModelDefinition, 'states' | 'transitions'>,
  start: string,
  isOffered: (move: TransitionDefinition) => boolean,
): Leg[] {
  const place = orderIn({ states });
  const legs: Leg[] = [];
  let here = place(start);
  while (here >= 0) {
    const move = transitions.find(
      ({ from, to, ...rest }) => place(from) === here && place(to) > here && isOffered({ from, to, ...rest }),
    );
    const from = states[here];
    const to = move && states[place(move.to)];
    if (!move || !from || !to) break;
    legs.push({ move, from, to });
    here = place(to.key);
  }
  return legs;
}

export type Demanded = Leg & { demands: readonly RequirableField[]; where: ReadonlyMap<RequirableField, string> };
type Words = {
  missing: (demand: RequirableField) => boolean;
  mover: (mover: TransitionDefinition['movers'][number]) => string[];
  condition: (source: string) => string;
};

/** Each demand at the first state on the way that makes it. */
export function needsOn(way: readonly Demanded[], { missing, mover, condition }: Words): ChangeNeeds['needs'] {
  const seen = new Set<RequirableField>();
  return way.flatMap(({ move, from, to, demands, where }) => {
    const anew = demands.filter((demand) => !seen.has(demand));
    for (const demand of anew) seen.add(demand);
    return anew.map((demand) => {
      const demandedWhere = where.get(demand);
      return {
        field: fieldOf(demand),
        from: stepOf(from),
        before: stepOf(to),
        by: [...new Set(move.movers.flatMap(mover))],
        where: demandedWhere === undefined ? null : condition(demandedWhere),
        given: !missing(demand),
      };
    });
  });
}

export const stepOf = ({ key, name }: StateDefinition): { key: string; name: string } => ({ key, name });

/** The answers that a form can give to each fact that conditions ask of, but for free words. */
const answers: Record<string, readonly WrittenField[]> = {
  purpose: ['purpose'],
  impact: ['impact'],
  urgency: ['urgency'],
  priority: ['impact', 'urgency'],
  categories: ['categories'],
  triggers: ['triggers'],
  riskLevel: ['riskLevel'],
  downtimeMinutes: ['downtime'],
  team: ['teamId'],
  hasAssignee: ['assigneeId'],
  hasWindow: ['window'],
  windowMinutes: ['window'],
  hoursUntilStart: ['window'],
};

/** The fields on whose answers conditions depend. */
export function steering(conditions: readonly string[]): string[] {
  const asked = new Set(
    conditions.flatMap((source) => [...source.matchAll(/\bchange\.(\w+)/g)].map(([, fact]) => fact ?? '')),
  );
  return [...new Set([...asked].flatMap((fact) => answers[fact] ?? []))].sort();
}

/** Every condition on which it depends what is demanded, who is asked, and which way a change takes. */
export const conditionsSteering = ({
  states,
  transitions,
}: Pick<ModelDefinition, 'states' | 'transitions'>): string[] => [
  ...states.flatMap(({ requiresWhen }) => requiresWhen.map(({ when }) => when)),
  ...roundConditionsOf({ states }),
  ...transitions.flatMap(({ when }) => (when === undefined ? [] : [when])),
];

/** Rounds in the order in which they ask. */
export const inOrder = (approvals: readonly RoundDefinition[]): RoundDefinition[] =>
  approvals.toSorted((one, other) => one.order - other.order);
