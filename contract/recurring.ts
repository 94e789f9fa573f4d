import { z } from 'zod';
import { edits, Window } from './changes.ts';
import { route } from './route.ts';
import { GivenDay, Instant, id, line, many, PageQuery, PersonRef, page, reason, Version, words } from './shared.ts';

export const recurringStates = ['active', 'paused', 'ended'] as const;

const Rule = line(300).min(1);

const written = {
  name: words(120),
  /** Of RFC 5545, by the day, week, month or year, such as `FREQ=WEEKLY;BYDAY=SA`. */
  rule: Rule,
  /** The first window: every one shows the same clock on the wall, and lasts as long. */
  window: Window,
  /** The last day on which one can begin. */
  until: GivenDay.nullable(),
  /** How long before its window a change is raised. */
  leadDays: z.number().int().min(0).max(90),
  /** What the template asks for, and who carries it out. */
  fields: edits.omit({ window: true, wantedDate: true, requesterId: true }).strict(),
  /** The person in whose name changes are raised, and who decides what; another one becomes it only by taking it over themself. */
  ownerId: id('usr'),
};

/** A window to come: what the clocks show, and when that is. */
export const Slot = z.object({ ...Window.shape, startsAt: Instant, endsAt: Instant });

export const RecurringChange = z
  .object({
    id: z.string(),
    template: z.object({ id: z.string(), name: z.string() }),
    name: z.string(),
    owner: PersonRef,
    state: z.enum(recurringStates),
    /** Why nothing is raised now, where it is paused. */
    pausedBecause: z.string().nullable(),
    rule: z.string(),
    window: Window,
    until: z.string().nullable(),
    leadDays: z.number().int(),
    fields: written.fields,
    /** Ids in the fields by name. */
    names: z.record(z.string(), z.string()),
    /** The next window, and when its change is raised; null once none is left. */
    next: z.object({ ...Slot.shape, raisedAt: Instant }).nullable(),
    /** Changes raised for windows to come that are planned for other hours than these. They keep theirs. */
    otherHours: z.number().int(),
    version: z.number().int(),
    /** Whether the one who asks keeps it: its owner, coordinators and change managers do. */
    mayKeep: z.boolean(),
  })
  .meta({ id: 'RecurringChange' });
export type RecurringChange = z.output<typeof RecurringChange>;

const Read = { recurringId: id('rec'), version: Version };

export const listRecurringRoute = route({
  method: 'GET',
  path: '/api/v1/recurring-changes',
  permission: 'change.read_all',
  summary: 'Changes that raise themselves from templates, by name.',
  input: z.object({ ...PageQuery, template: id('tpl').optional(), state: many(z.enum(recurringStates)) }),
  output: page(RecurringChange),
});

export const showRecurringRoute = route({
  method: 'GET',
  path: '/api/v1/recurring-changes/:recurringId',
  permission: 'change.read_all',
  summary: 'One recurring change, with its next ten windows.',
  input: z.object({ recurringId: id('rec') }),
  output: z.object({ ...RecurringChange.shape, slots: z.array(Slot) }),
});

export const previewRecurringRoute = route({
  method: 'GET',
  path: '/api/v1/recurring-changes/preview',
  permission: 'change.raise',
  limit: { perMinute: 1200 },
  summary: 'The next ten windows of a rule, from its first window on.',
  input: z.object({ rule: Rule, ...Window.shape, until: GivenDay.optional() }),
  output: z.object({ slots: z.array(Slot) }),
});

export const listRaisedRoute = route({
  method: 'GET',
  path: '/api/v1/recurring-changes/:recurringId/raised',
  permission: 'change.read_all',
  summary: 'The changes that a recurring change has raised, latest window first.',
  input: z.object({ recurringId: id('rec'), ...PageQuery }),
  output: page(
    z.object({
      /** The local start of the window that it was raised for. */
      slot: z.string(),
      raisedAt: Instant,
      change: z.object({ id: z.string(), number: z.string(), title: z.string(), stateName: z.string() }),
    }),
  ),
});

const { ownerId: _owner, until, leadDays, ...needed } = written;

export const planRecurringRoute = route({
  method: 'POST',
  path: '/api/v1/recurring-changes',
  permission: 'change.raise',
  summary: 'Let a published template raise a change for each window of a rule, in your name.',
  input: z.object({ ...needed, templateId: id('tpl'), until: until.default(null), leadDays: leadDays.default(7) }),
  output: RecurringChange,
});

export const editRecurringRoute = route({
  method: 'PATCH',
  path: '/api/v1/recurring-changes/:recurringId',
  permission: 'change.raise',
  summary:
    'Edit a recurring change; what it raises and when, as its owner. Nights that were raised stay as they are, and are not raised anew.',
  input: z.object({ ...z.object(written).partial().shape, ...Read }),
  output: RecurringChange,
});

export const pauseRecurringRoute = route({
  method: 'POST',
  path: '/api/v1/recurring-changes/:recurringId/pause',
  permission: 'change.raise',
  summary: 'Raise nothing until it is resumed. Windows that begin meanwhile are left out.',
  input: z.object({ ...Read, words: reason(500) }),
  output: RecurringChange,
});

export const resumeRecurringRoute = route({
  method: 'POST',
  path: '/api/v1/recurring-changes/:recurringId/resume',
  permission: 'change.raise',
  summary: 'Go on with the next window that begins from now on.',
  input: z.object(Read),
  output: RecurringChange,
});

export const endRecurringRoute = route({
  method: 'POST',
  path: '/api/v1/recurring-changes/:recurringId/end',
  permission: 'change.raise',
  summary: 'End a recurring change for good. Changes that it has raised stay as they are.',
  input: z.object(Read),
  output: RecurringChange,
});
