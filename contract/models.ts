import { z } from 'zod';
import { modelFaults } from './model-faults.ts';
import { permissions } from './permissions.ts';
import { route } from './route.ts';
import { line } from './shared.ts';

/** What a state means to the core, whatever a model calls it. `cancelled` belongs to every model. */
export const stateKinds = [
  'draft',
  'assess',
  'authorize',
  'build',
  'scheduled',
  'implement',
  'review',
  'closed',
  'cancelled',
] as const;
export type StateKind = (typeof stateKinds)[number];

/** Who may make a move: a place on the change, a role, a member of a group, or the outcome of an approval round. */
export const Mover = z.union([
  z.strictObject({ is: z.enum(['requester', 'coordinator', 'change_manager', 'assignee', 'round']) }),
  z.strictObject({ group: z.string() }),
]);
export type Mover = z.output<typeof Mover>;

/** What a state can demand before it is entered. */
export const requirableFields = [
  'summary',
  'description',
  'purpose',
  'reason',
  'ifNotDone',
  'implementationPlan',
  'testPlan',
  'backoutPlan',
  'assignee',
  'coordinator',
  'manager',
  'team',
  'window',
  'wantedDate',
  'peopleImpacted',
  'systemsAffected',
  'cannotWait',
] as const;
export type RequirableField = (typeof requirableFields)[number];

/** Predicates that a model can put on a move, beside those that the core always evaluates. */
export const guardNames = ['window_open', 'closure'] as const;

export const Quorum = z.union([
  z.object({ kind: z.literal('any') }),
  z.object({ kind: z.literal('all') }),
  z.object({ kind: z.literal('percent'), percent: z.number().int().min(1).max(100) }),
]);
export type Quorum = z.output<typeof Quorum>;

export const StateDefinition = z.strictObject({
  key: z.string().regex(/^[a-z][a-z_]{0,39}$/),
  name: line(60),
  kind: z.enum(stateKinds),
  /** Filled in before this state is entered. */
  requires: z.array(z.enum(requirableFields)).default([]),
  /** Entering this state opens a round; leaving it onward takes the round's yes. */
  approval: z
    .strictObject({
      group: z.string(),
      quorum: Quorum,
      oneRejectionEnds: z.boolean().default(true),
      /** Where the change goes when the round says no. */
      rejectedTo: z.string(),
    })
    .optional(),
});
export type StateDefinition = z.output<typeof StateDefinition>;

export const TransitionDefinition = z.strictObject({
  from: z.string(),
  to: z.string(),
  /** What the button says. */
  label: line(60),
  /** The first one who is there is whom the inbox tells; any of them may make the move. */
  movers: z.array(Mover).min(1),
  guards: z.array(z.enum(guardNames)).default([]),
  /** Who may make it, with a reason, before the window opens. */
  earlyMovers: z.array(Mover).default([]),
  /** The planned end is given with the move; the window then begins now. */
  asksPlannedEnd: z.boolean().default(false),
});
export type TransitionDefinition = z.output<typeof TransitionDefinition>;

/** Strict all through: a demand whose name is mistyped must not be a demand that is missing, and no way may lead nowhere. */
export const ModelDefinition = z
  .strictObject({
    /** In the order of the stepper; the first one is where a change is born. */
    states: z.array(StateDefinition).min(2).max(30),
    transitions: z.array(TransitionDefinition).min(1).max(200),
    cancel: z.strictObject({ from: z.array(z.string()), movers: z.array(Mover).min(1) }),
    /** The permission that raising one takes. */
    raise: z.enum(permissions),
  })
  .superRefine((definition, ctx) => {
    for (const fault of modelFaults(definition)) ctx.addIssue({ code: 'custom', ...fault });
  });
export type ModelDefinition = z.output<typeof ModelDefinition>;

export const Model = z
  .object({
    id: z.string(),
    key: z.string(),
    name: z.string(),
    description: z.string(),
    version: z.number().int(),
    definition: ModelDefinition,
    /** Whether the one who asks may raise a change of it. */
    mayRaise: z.boolean(),
  })
  .meta({ id: 'Model' });
export type Model = z.output<typeof Model>;

export const listModelsRoute = route({
  method: 'GET',
  path: '/api/v1/models',
  permission: 'model.read',
  summary: 'The change models in force, each with its states, moves and demands.',
  input: z.object({}),
  output: z.object({ items: z.array(Model) }),
});
