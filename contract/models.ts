import { z } from 'zod';
import { materialFields } from './material.ts';
import { modelFaults } from './model-faults.ts';
import { permissions } from './permissions.ts';
import { route } from './route.ts';
import { Instant, line } from './shared.ts';

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
  'categories',
  'triggers',
  'contacts',
  'riskLevel',
  'riskAssessment',
  'communicationPlan',
  'downtime',
  'benefit',
  'cost',
  'costOfNotDoing',
] as const;
export type RequirableField = (typeof requirableFields)[number];

/** Predicates that a model can put on a move, beside those that the core always evaluates. */
export const guardNames = [
  'window_open',
  'closure',
  'tasks_done',
  'test_evidence',
  'backout_ready',
  'review_done',
  'plan_fits_window',
] as const;
export type GuardName = (typeof guardNames)[number];

/**
 * What a guard that is not met does: it is only said; the move takes a reason; the move takes somebody else's yes; the move
 * is not made.
 */
export const enforcements = ['inform', 'justify', 'extra_approver', 'block'] as const;
export type Enforcement = (typeof enforcements)[number];

/** What holds where a model says nothing else. Closing always takes its words, and the core's own guards can only block. */
export const defaultEnforcement: Record<GuardName, Enforcement> = {
  window_open: 'block',
  closure: 'block',
  tasks_done: 'block',
  test_evidence: 'justify',
  backout_ready: 'justify',
  review_done: 'block',
  plan_fits_window: 'block',
};

/**
 * A condition on a change in CEL, such as `change.impact == "high"`, over the facts in `facts.ts`. One that cannot be worked out
 * counts against the change: the move is not offered, the guard is not met, the field is demanded, the round asks.
 */
export const Condition = line(1000).min(1);

export const Quorum = z.union([
  z.object({ kind: z.literal('any') }),
  z.object({ kind: z.literal('all') }),
  z.object({ kind: z.literal('percent'), percent: z.number().int().min(1).max(100) }),
]);
export type Quorum = z.output<typeof Quorum>;

/** What a window may move by without asking a round again. */
export const Tolerance = z.strictObject({
  sameDay: z.boolean().default(true),
  shiftMinutes: z.number().int().min(0).max(10_080),
  longer: z.boolean().default(false),
});
export type Tolerance = z.output<typeof Tolerance>;

/** Facts of a change are kept under these keys; a name that every object has would be found where nothing is kept. */
const keyOf = (shape: RegExp) =>
  z
    .string()
    .regex(shape)
    .refine((key) => !(key in Object.prototype), 'this name cannot be a key: choose another');

/** One asking of one group. Rounds of the same order ask side by side; the next order asks once those have said yes. */
export const RoundDefinition = z.strictObject({
  key: keyOf(/^[a-z][a-z_]{0,39}$/),
  name: line(60),
  group: z.string(),
  quorum: Quorum,
  oneRejectionEnds: z.boolean().default(true),
  /** The fields that its yes is bound to; none means all. A field that no round of the model names belongs to every round. */
  covers: z.array(z.enum(materialFields)).default([]),
  order: z.number().int().min(1).max(20).default(1),
  /** Its outcome is a recommendation on record and holds nothing back. */
  advisory: z.boolean().default(false),
  /** The round asks only where this holds when it would open. */
  when: Condition.optional(),
  tolerance: Tolerance.optional(),
  remindAfterHours: z.number().int().min(1).max(720).default(24),
  escalateAfterHours: z.number().int().min(1).max(720).default(48),
  /** An open round ends as expired at the planned start. It never passes by silence. */
  expiresAtStart: z.boolean().default(false),
});
export type RoundDefinition = z.output<typeof RoundDefinition>;

export const taskKinds = ['planning', 'build', 'test', 'implementation', 'verification', 'backout', 'review'] as const;
export type TaskKind = (typeof taskKinds)[number];

/** A line of a plan. */
export const StepText = z.strictObject({
  text: line(500).min(1),
  minutes: z.number().int().min(0).max(10_080).default(0),
  automatic: z.boolean().default(false),
});
export type StepText = z.output<typeof StepText>;

/** A task that a change is given. Tasks of the same level are peers; the next level begins when the whole level is done. */
export const TaskDefinition = z.strictObject({
  kind: z.enum(taskKinds),
  title: line(200).min(1),
  description: z.string().max(10_000).default(''),
  level: z.number().int().min(1).max(99).default(1),
  /** Who is given it; left out, nobody yet. */
  owner: z
    .union([
      z.strictObject({ is: z.enum(['requester', 'coordinator', 'change_manager', 'assignee']) }),
      z.strictObject({ group: z.string() }),
    ])
    .optional(),
  steps: z.array(StepText).max(100).default([]),
});
export type TaskDefinition = z.output<typeof TaskDefinition>;

export const StateDefinition = z.strictObject({
  key: keyOf(/^[a-z][a-z_]{0,39}$/),
  name: line(60),
  kind: z.enum(stateKinds),
  /** Filled in before this state is entered. */
  requires: z.array(z.enum(requirableFields)).default([]),
  /** Filled in as well, where the condition holds. */
  requiresWhen: z
    .array(z.strictObject({ when: Condition, fields: z.array(z.enum(requirableFields)).min(1) }))
    .max(30)
    .default([]),
  /** Entering this state opens these rounds; leaving it onward takes the yes of each that is not advisory. */
  approvals: z.array(RoundDefinition).max(10).default([]),
  /** Where the change goes when a round says no. */
  rejectedTo: z.string().optional(),
  /** Tasks that a change is given when it first enters this state. */
  tasks: z.array(TaskDefinition).max(50).default([]),
});
export type StateDefinition = z.output<typeof StateDefinition>;

/** What goes through review by itself; what failed or was backed out always takes somebody else. */
const passing = ['successful', 'with_issues'] as const;

export const TransitionDefinition = z.strictObject({
  from: z.string(),
  to: z.string(),
  /** What the button says. */
  label: line(60),
  /** The first one who is there is whom the inbox tells; any of them may make the move. */
  movers: z.array(Mover).min(1),
  guards: z.array(z.enum(guardNames)).default([]),
  /** How a guard acts here, where it is not as `defaultEnforcement` says. */
  enforce: z.partialRecord(z.enum(guardNames), z.enum(enforcements)).default({}),
  /** Guards of this move that ask only where their condition holds; the others always do. */
  guardsWhen: z.partialRecord(z.enum(guardNames), Condition).default({}),
  /** Further guards in the organisation's own words. */
  conditions: z
    .array(
      z.strictObject({
        when: Condition,
        why: line(300).min(1),
        /** Who can clear it; it must be somebody. */
        clearedBy: z.array(Mover).min(1),
        enforcement: z.enum(enforcements).default('block'),
      }),
    )
    .max(20)
    .default([]),
  /** The move is offered only where this holds. */
  when: Condition.optional(),
  /** Who may make it, with a reason, before the window opens. */
  earlyMovers: z.array(Mover).default([]),
  /** The planned end is given with the move; the window then begins now. */
  asksPlannedEnd: z.boolean().default(false),
  /** Whoever makes it says with it how the work went, in a code and in words. */
  reportsOutcome: z.boolean().default(false),
  /** The move is made by itself, at once, where the work is reported to have gone so and nothing else holds it back. */
  passesWhen: z.array(z.enum(passing)).default([]),
});
export type TransitionDefinition = z.output<typeof TransitionDefinition>;

/** How the work is watched while it goes on. */
const RunSettings = z.strictObject({
  /** So long before the point of no return its passing is announced. */
  noticeMinutes: z.number().int().min(1).max(240).default(15),
  /** So many change managers, none of them the assignee, grant more time. */
  extensionDeciders: z.number().int().min(1).max(5).default(1),
});

export const questionKinds = ['yes_no', 'text'] as const;

/** What a review is asked. `required` holds the change back from being closed by a person until it is answered. */
export const ReviewQuestion = z.strictObject({
  key: keyOf(/^[a-z][a-z0-9_]{0,39}$/),
  text: line(300).min(1),
  kind: z.enum(questionKinds),
  required: z.boolean().default(false),
});
export type ReviewQuestion = z.output<typeof ReviewQuestion>;

/** What every review is asked where a model says nothing else; nothing waits for the answers. */
export const usualQuestions: ReviewQuestion[] = [
  { key: 'purpose_met', text: 'Did it do what it was for?', kind: 'yes_no', required: false },
  { key: 'users_content', text: 'Are those who use it content?', kind: 'yes_no', required: false },
  {
    key: 'as_planned',
    text: 'Did it take the time, the people and the money that were planned?',
    kind: 'yes_no',
    required: false,
  },
  { key: 'side_effects', text: 'What happened that nobody had planned?', kind: 'text', required: false },
  { key: 'way_back', text: 'Did the way back work, or would it have?', kind: 'text', required: false },
];

/** Strict all through: a demand whose name is mistyped must not be a demand that is missing, and no way may lead nowhere. */
export const ModelDefinition = z
  .strictObject({
    /** In the order of the stepper; the first one is where a change is born. */
    states: z.array(StateDefinition).min(2).max(30),
    transitions: z.array(TransitionDefinition).min(1).max(200),
    cancel: z.strictObject({ from: z.array(z.string()), movers: z.array(Mover).min(1) }),
    /** The permission that raising one takes. */
    raise: z.enum(permissions),
    /** `template`: raised only from a published template. */
    raisedFrom: z.enum(['form', 'template']).default('form'),
    /** The work is done already: it is recorded, authorised or censured after the fact, and closed. */
    retrospective: z.boolean().default(false),
    /** Lets whoever carries a change out close it. Shown on every change that it touches. */
    assigneeMayClose: z.boolean().default(false),
    run: RunSettings.prefault({}),
    review: z.strictObject({ questions: z.array(ReviewQuestion).max(30).default(usualQuestions) }).prefault({}),
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
    /** From then on no change is raised of it. */
    retiredAt: Instant.nullable(),
    /** Of the model itself, for retiring it; not the published version. */
    edited: z.number().int(),
  })
  .meta({ id: 'Model' });
export type Model = z.output<typeof Model>;

export const listModelsRoute = route({
  method: 'GET',
  path: '/api/v1/models',
  permission: 'model.read',
  summary: 'The change models in force, each with its states, moves and demands; `all` brings retired ones too.',
  input: z.object({ all: z.stringbool().optional() }),
  output: z.object({ items: z.array(Model) }),
});
