import { z } from 'zod';
import { Round, RoundAhead, Voiding } from './approvals.ts';
import {
  categories,
  Downtime,
  levels,
  Priority,
  purposes,
  ReaderIds,
  riskLevels,
  triggers,
  WindowShown,
  written,
} from './change-fields.ts';
import { stateKinds } from './models.ts';
import { route } from './route.ts';
import {
  GivenInstant,
  GroupRef,
  Instant,
  id,
  line,
  many,
  PageQuery,
  PersonRef,
  page,
  rawText,
  reason,
  Version,
} from './shared.ts';
import { Wait } from './wait.ts';

export {
  type Category,
  categories,
  type Level,
  Local,
  levels,
  purposes,
  type RiskLevel,
  riskLevels,
  type Trigger,
  triggers,
  Window,
  type WrittenField,
  writtenFields,
} from './change-fields.ts';

/** `not_recorded` comes only with imported history. */
export const outcomes = ['successful', 'with_issues', 'failed', 'backed_out', 'not_recorded'] as const;
export const closureCodes = ['successful', 'with_issues', 'failed', 'backed_out'] as const;
export const cancelReasons = ['withdrawn', 'rejected', 'superseded', 'duplicate'] as const;

/** What an act may write on a change; what is left out stays as it is. */
export const edits = z.object(written).partial();
export type Edits = z.output<typeof edits>;

export const Priorities: Record<1 | 2 | 3 | 4, string> = { 1: 'critical', 2: 'high', 3: 'moderate', 4: 'low' };

const State = z.object({ key: z.string(), name: z.string(), kind: z.enum(stateKinds) });

/** Whom the next step of a change waits for. `coordinates` is either office; a round is named as the model names it. */
export const waitedFor = ['person', 'group', 'coordinator', 'change_manager', 'coordinates', 'round'] as const;

/** `plans`: with their tasks. `ending`: closing words, a review's answers, what tasks have shown. `discussion`: comments, questions, votes. */
export const foundInParts = ['plans', 'ending', 'discussion'] as const;

export const ChangeRow = z
  .object({
    id: z.string(),
    number: z.string(),
    title: z.string(),
    state: State,
    model: z.object({ id: z.string(), name: z.string() }),
    priority: Priority,
    riskLevel: z.enum(riskLevels),
    outcome: z.enum(outcomes).nullable(),
    requester: PersonRef.nullable(),
    assignee: PersonRef.nullable(),
    team: GroupRef.nullable(),
    plannedStart: Instant.nullable(),
    plannedEnd: Instant.nullable(),
    /** Null once it is over, and while it is on hold. */
    waitsFor: z.object({ kind: z.enum(waitedFor), name: z.string() }).nullable(),
    /** What it waits for, as explaining it says; only where a list was asked for it, and null where nothing is waited for. */
    wait: Wait.nullable().optional(),
    onHold: z.boolean(),
    restricted: z.boolean(),
    /** Waits for the initiator to answer an approver's question. */
    questionOpen: z.boolean(),
    imported: z.boolean(),
    /** Of a search, where its own words do not hold what was typed: the parts that do. Empty where they hold another form of it. */
    foundIn: z.array(z.enum(foundInParts)).optional(),
    createdAt: Instant,
    updatedAt: Instant,
  })
  .meta({ id: 'ChangeRow' });
export type ChangeRow = z.output<typeof ChangeRow>;

/** Markdown as written, and as sanitised HTML. */
const Prose = z.object({ text: z.string(), html: z.string() });

const ContactShown = z.object({
  /** Null for somebody who is not of the house. */
  person: PersonRef.nullable(),
  name: z.string(),
  role: z.string(),
  email: z.string(),
  phone: z.string(),
});

/** Its page says whom it waits for by its moves. */
const { waitsFor: _waitsFor, wait: _wait, foundIn: _foundIn, ...shownOfRow } = ChangeRow.shape;

export const ChangeDetail = z
  .object({
    ...shownOfRow,
    version: z.number().int(),
    model: z.object({
      id: z.string(),
      name: z.string(),
      version: z.number().int(),
      newestVersion: z.number().int(),
      /** The work was done before it was recorded: the window says when. */
      retrospective: z.boolean(),
      /** Whoever carries it out may close it: the model's published version says so. */
      assigneeMayClose: z.boolean(),
    }),
    /** Somebody who was asked about work that was done already said no: it went on to review with that on record. */
    censured: z.boolean(),
    summary: z.string(),
    description: Prose,
    purpose: z.enum(purposes).nullable(),
    categories: z.array(z.enum(categories)),
    triggers: z.array(z.enum(triggers)),
    reason: z.string(),
    ifNotDone: z.string(),
    cannotWait: z.string(),
    benefit: z.string(),
    cost: z.string(),
    costOfNotDoing: z.string(),
    impact: z.enum(levels),
    urgency: z.enum(levels),
    priorityOverride: z.object({ priority: Priority, reason: z.string() }).nullable(),
    riskAssessment: z.string(),
    downtime: Downtime.nullable(),
    wantedDate: z.string().nullable(),
    window: WindowShown.nullable(),
    implementationPlan: Prose,
    testPlan: Prose,
    backoutPlan: Prose,
    communicationPlan: Prose,
    peopleImpacted: z.string(),
    systemsAffected: z.string(),
    contacts: z.array(ContactShown),
    links: z.array(z.object({ url: z.string(), label: z.string() })),
    hold: z.object({ at: Instant, by: PersonRef, reason: z.string(), mayRelease: z.boolean() }).nullable(),
    /** Who was named as somebody who sees it; nobody where it is not restricted. */
    readers: z.array(PersonRef),
    /** The change that it was copied from, where the one who asks may see that. */
    copiedFrom: z.object({ number: z.string(), title: z.string() }).nullable(),
    /** Whether the one who asks may say who sees it. */
    mayRestrict: z.boolean(),
    /** Whether the one who asks may put it on hold. */
    mayHold: z.boolean(),
    raisedBy: PersonRef.nullable(),
    coordinator: PersonRef.nullable(),
    manager: PersonRef.nullable(),
    closure: z.object({ notes: z.string() }).nullable(),
    cancelled: z.object({ reason: z.enum(cancelReasons), words: z.string() }).nullable(),
    actualStart: Instant.nullable(),
    actualEnd: Instant.nullable(),
    /** The model's states in order, with the last time each was entered. */
    steps: z.array(z.object({ ...State.shape, enteredAt: Instant.nullable(), current: z.boolean() })),
    /** Newest first. */
    rounds: z.array(Round),
    /** What the present state asks later, once earlier rounds have said yes. */
    ahead: z.array(RoundAhead),
    revision: z.number().int(),
    /** Where it was imported from. `history`: it was over there, and nobody has gone on with it here. */
    source: z
      .object({ system: z.string(), number: z.string(), importedAt: Instant.nullable(), history: z.boolean() })
      .nullable(),
    /** The published template that it was raised from, and the fields that stay as they were published. */
    template: z.object({ id: z.string(), version: z.number().int(), locked: z.array(z.string()) }).nullable(),
    /** How the work went, as told by whoever carried it out; the outcome is given on closing. */
    reported: z.object({ outcome: z.enum(closureCodes), notes: z.string() }).nullable(),
    /** The fields that the one who asks may edit now. */
    editable: z.array(z.string()),
    /** What the edit of a field would undo of what was approved or is asked. */
    voids: z.array(Voiding),
  })
  .meta({ id: 'ChangeDetail' });
export type ChangeDetail = z.output<typeof ChangeDetail>;

/** What people call a change. */
export const ChangeNumber = z.string().regex(/^CHG-\d{1,15}$/, 'a number such as CHG-12');
const orNone = <T extends z.ZodType<string>>(one: T) => z.union([one, z.literal('none')]).optional();
const ChangeInput = { changeId: id('chg') };
const Read = { ...ChangeInput, version: Version };

export const raiseChangeRoute = route({
  method: 'POST',
  path: '/api/v1/changes',
  permission: 'change.raise',
  summary: 'Raise a request for change; it begins as a draft of the model given.',
  input: edits.extend({
    title: written.title,
    modelId: id('mdl'),
    /** Shown to people by name alone, from its first moment on. */
    restricted: z.boolean().optional(),
    readerIds: ReaderIds.optional(),
  }),
  output: ChangeDetail,
});

/** The order of a list. `start` is by the planned start, the soonest first, and what has none comes last. */
export const sorts = ['newest', 'oldest', 'start'] as const;
export type Sort = (typeof sorts)[number];

export const listChangesRoute = route({
  method: 'GET',
  path: '/api/v1/changes',
  permission: 'change.read',
  limit: { perMinute: 12_000, whenGiven: 'q' },
  summary: 'Changes with filters and a search in all that is said of them, newest first unless sorted otherwise.',
  input: z.object({
    ...PageQuery,
    q: line(200).optional(),
    number: many(ChangeNumber),
    state: many(z.enum(stateKinds)),
    model: many(id('mdl')),
    priority: many(z.coerce.number().int().min(1).max(4)),
    /** `none`: those of no category. */
    category: many(z.enum([...categories, 'none'])),
    risk: many(z.enum(riskLevels)),
    outcome: many(z.enum(outcomes)),
    requester: id('usr').optional(),
    /** `none`: nobody is named. */
    assignee: orNone(id('usr')),
    coordinator: orNone(id('usr')),
    team: orNone(id('grp')),
    /** Planned to begin in this span; each span ends before its `To`. */
    plannedFrom: GivenInstant.optional(),
    plannedTo: GivenInstant.optional(),
    /** Planned to end in this span. */
    endsFrom: GivenInstant.optional(),
    endsTo: GivenInstant.optional(),
    /** Raised in this span. */
    raisedFrom: GivenInstant.optional(),
    raisedTo: GivenInstant.optional(),
    /** Closed in this span: imported history only where it says when. */
    closedFrom: GivenInstant.optional(),
    closedTo: GivenInstant.optional(),
    /** Still scheduled although the window has ended. */
    missed: z.stringbool().optional(),
    /** False: without a planned window. */
    planned: z.stringbool().optional(),
    imported: z.stringbool().optional(),
    onHold: z.stringbool().optional(),
    restricted: z.stringbool().optional(),
    /** Raised from this template; with `templateVersion` from that version of it. */
    template: id('tpl').optional(),
    templateVersion: z.coerce.number().int().min(1).max(1_000_000).optional(),
    sort: z.enum(sorts).optional(),
    /** Says of each what it waits for. */
    wait: z.stringbool().optional(),
  }),
  output: page(ChangeRow),
});
export type ChangeFilters = z.output<typeof listChangesRoute.input>;

export const showChangeRoute = route({
  method: 'GET',
  path: '/api/v1/changes/:changeId',
  permission: 'change.read',
  summary: 'One change, by id or number, with everything that its page shows.',
  input: z.object({ changeId: z.union([id('chg'), ChangeNumber]) }),
  output: ChangeDetail,
});

export const editChangeRoute = route({
  method: 'PATCH',
  path: '/api/v1/changes/:changeId',
  permission: 'change.edit',
  summary: 'Edit a change. A material edit makes a revision and voids the approvals of what it alters.',
  input: edits.extend({ ...Read, modelId: id('mdl').optional() }),
  output: ChangeDetail,
});

export const commentOnChangeRoute = route({
  method: 'POST',
  path: '/api/v1/changes/:changeId/comments',
  permission: 'change.comment',
  summary: 'Comment on a change, in Markdown.',
  input: z.object({ ...ChangeInput, text: reason(10_000, 'write something') }),
  output: z.object({ commentId: z.string() }),
});

export const Activity = z
  .object({
    id: z.string(),
    at: Instant,
    /** A verb of the audit log such as `change.moved`, or `comment`. */
    verb: z.string(),
    actor: z.object({ id: z.string(), name: z.string() }),
    via: z.string(),
    /** What the act carried, by name: words, values before and after. */
    parts: z.record(z.string(), z.unknown()),
    /** Names behind the ids in it. */
    names: z.record(z.string(), z.string()),
    /** A comment's sanitised HTML. */
    html: z.string().nullable(),
  })
  .meta({ id: 'Activity' });
export type Activity = z.output<typeof Activity>;

export const listActivityRoute = route({
  method: 'GET',
  path: '/api/v1/changes/:changeId/activity',
  permission: 'change.read',
  summary: 'What happened to a change, newest first: acts and comments.',
  input: z.object({ ...ChangeInput, ...PageQuery, only: z.enum(['all', 'comments', 'history']).default('all') }),
  output: page(Activity),
});

export const Revision = z
  .object({
    revision: z.number().int(),
    at: Instant,
    by: PersonRef.nullable(),
    fields: z.array(z.object({ field: z.string(), before: z.unknown(), after: z.unknown() })),
    /** Names behind the ids in it. */
    names: z.record(z.string(), z.string()),
  })
  .meta({ id: 'Revision' });
export type Revision = z.output<typeof Revision>;

export const listRevisionsRoute = route({
  method: 'GET',
  path: '/api/v1/changes/:changeId/revisions',
  permission: 'change.read',
  summary: 'Every material edit of a change, newest first, with what it altered.',
  input: z.object({ ...ChangeInput, ...PageQuery }),
  output: page(Revision),
});

export const previewMarkdownRoute = route({
  method: 'POST',
  path: '/api/v1/markdown',
  permission: 'signed_in',
  limit: { perMinute: 1200 },
  summary: 'Markdown as the sanitised HTML that Interlock shows.',
  input: z.object({ text: rawText(50_000) }),
  output: z.object({ html: z.string() }),
});
