import { z } from 'zod';
import { writtenFields } from './change-fields.ts';
import { ChangeDetail, closureCodes, edits } from './changes.ts';
import { TaskDefinition } from './models.ts';
import { route } from './route.ts';
import {
  GivenInstant,
  Instant,
  id,
  line,
  many,
  PageQuery,
  PersonRef,
  page,
  reason,
  text,
  Version,
  words,
} from './shared.ts';

/** A version goes from left to right; only a draft is written on, and only what is published or retiring is raised from. */
export const templateStates = ['draft', 'proposed', 'published', 'retiring', 'retired'] as const;
export type TemplateState = (typeof templateStates)[number];

/** What belongs to one change and never to its kind. */
export const neverPreset = ['window', 'wantedDate', 'requesterId'] as const;
/** People come and go: whoever a template names can be replaced on a change of it. */
export const neverLocked = [...neverPreset, 'assigneeId', 'coordinatorId', 'managerId'] as const;
/** What pre-approval is about: every template says it, and no change of it alters it. */
export const alwaysLocked = ['implementationPlan', 'backoutPlan'] as const;

const Field = edits.keyof();
const Preset = edits.omit({ window: true, wantedDate: true, requesterId: true }).strict();

const written = {
  name: words(120),
  /** When it is the right one, and when not. */
  description: text(5000),
  /** A word by which the catalogue is sorted; empty for none. */
  category: line(60),
  /** The values that a change of it begins with. */
  preset: Preset,
  /** The fields that whoever raises one fills in. */
  required: z.array(Field).max(60),
  /** Preset fields that stay as they are on the change. */
  locked: z.array(Field).max(60),
  /** Tasks that each change of it is given. */
  tasks: z.array(TaskDefinition).max(50),
  /** How long it usually takes; the form offers a window of that length. */
  minutes: z.number().int().min(1).max(10_080).nullable(),
};
export const TemplateContent = z.strictObject(written);
export type TemplateContent = z.output<typeof TemplateContent>;
export type TemplateField = keyof typeof written;

/** What became of the changes of a version that the one who asks may see. Cancelled ones are neither open nor an outcome. */
export const TemplateFigures = z
  .object({
    open: z.number().int(),
    cancelled: z.number().int(),
    outcomes: z.record(z.enum(closureCodes), z.number().int()),
    /** The last that failed or was backed out. */
    lastFailure: z.object({ number: z.string(), at: Instant }).nullable(),
  })
  .meta({ id: 'TemplateFigures' });
export type TemplateFigures = z.output<typeof TemplateFigures>;

const Model = z.object({ id: z.string(), name: z.string() });

export const TemplateRow = z
  .object({
    id: z.string(),
    /** What the command line calls it. */
    key: z.string(),
    name: z.string(),
    description: z.string(),
    category: z.string(),
    model: Model,
    /** Of the version in force; where there is none, of the last that was or of the one that is being written. */
    state: z.enum(templateStates),
    /** The version in force, or the last that was. */
    templateVersion: z.number().int().nullable(),
    minutes: z.number().int().nullable(),
    /** From then on no change is raised from it. */
    retiresAt: Instant.nullable(),
    /** The version that is being written or waits for its publication. */
    inWork: z.object({ templateVersion: z.number().int(), state: z.enum(['draft', 'proposed']) }).nullable(),
    /** Whether the one who asks may raise a change from it now. */
    mayRaise: z.boolean(),
    /** Of the version in force. */
    figures: TemplateFigures.nullable(),
  })
  .meta({ id: 'TemplateRow' });
export type TemplateRow = z.output<typeof TemplateRow>;

export const TemplateVersion = z
  .object({
    templateVersion: z.number().int(),
    state: z.enum(templateStates),
    /** The version that it was copied from. */
    previous: z.number().int().nullable(),
    content: TemplateContent,
    /** Ids in the content by name, and its Markdown as sanitised HTML. */
    names: z.record(z.string(), z.string()),
    html: z.record(z.string(), z.string()),
    /** What raising a change of this version asks, in the order of that form. */
    asks: z.array(z.string()),
    /** What is new in it, in the words of whoever proposed it. */
    note: z.string(),
    /** Everybody who wrote on it: none of them publishes it. */
    writers: z.array(PersonRef),
    proposed: z.object({ by: PersonRef, at: Instant }).nullable(),
    published: z.object({ by: PersonRef, at: Instant }).nullable(),
    /** Why it was sent back to its writers, until it is proposed again. */
    returned: z.object({ by: PersonRef, at: Instant, words: z.string() }).nullable(),
    createdAt: Instant,
  })
  .meta({ id: 'TemplateVersion' });
export type TemplateVersion = z.output<typeof TemplateVersion>;

export const TemplateDetail = z
  .object({
    ...TemplateRow.shape,
    /** Counts every save, as on everything that is edited; not the version of the template. */
    version: z.number().int(),
    inForce: TemplateVersion.nullable(),
    /** The draft or the proposal. */
    working: TemplateVersion.nullable(),
    /** The fields that the form asks for, and the preset ones that it lets alter. */
    asks: z.array(z.enum(writtenFields)),
    free: z.array(z.enum(writtenFields)),
    /** What the one who asks may do with it now. */
    may: z.array(z.enum(['edit', 'propose', 'withdraw', 'publish', 'return', 'discard', 'renew', 'retire'])),
    /** Why they may not publish what is proposed, where that is so. */
    mayNotPublishBecause: z.string().nullable(),
  })
  .meta({ id: 'TemplateDetail' });
export type TemplateDetail = z.output<typeof TemplateDetail>;
export type TemplateAct = TemplateDetail['may'][number];

const Key = z
  .string()
  .regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, 'small letters and digits, joined by -')
  .max(60);
/** By id, or by the key that people type. */
const Named = { templateId: z.union([id('tpl'), Key]) };
const Read = { templateId: id('tpl'), version: Version };

export const listTemplatesRoute = route({
  method: 'GET',
  path: '/api/v1/templates',
  permission: 'model.read',
  summary: 'The catalogue of standard changes, by name, with how the changes of each went.',
  input: z.object({
    ...PageQuery,
    q: line(200).optional(),
    category: line(60).optional(),
    state: many(z.enum(templateStates)),
    /** Those with a draft or a proposal, whatever is in force. */
    inWork: many(z.enum(['draft', 'proposed'])),
  }),
  output: page(TemplateRow),
});

export const listTemplateCategoriesRoute = route({
  method: 'GET',
  path: '/api/v1/templates/categories',
  permission: 'model.read',
  summary: 'The words by which the catalogue is sorted.',
  input: z.object({}),
  output: z.object({ items: z.array(z.string()) }),
});

export const showTemplateRoute = route({
  method: 'GET',
  path: '/api/v1/templates/:templateId',
  permission: 'model.read',
  summary: 'One template, by id or key: the version in force, the one in work, and what raising a change from it asks.',
  input: z.object(Named),
  output: TemplateDetail,
});

export const listTemplateVersionsRoute = route({
  method: 'GET',
  path: '/api/v1/templates/:templateId/versions',
  permission: 'model.read',
  summary: 'Every version of a template, newest first, with how its changes went.',
  input: z.object({ templateId: id('tpl'), ...PageQuery }),
  output: page(z.object({ ...TemplateVersion.shape, figures: TemplateFigures })),
});

export const createTemplateRoute = route({
  method: 'POST',
  path: '/api/v1/templates',
  permission: 'template.write',
  summary: 'Begin a template: a draft that nobody can raise a change from yet.',
  input: z.object({
    ...z.object(written).partial().shape,
    name: written.name,
    key: Key.optional(),
    modelId: id('mdl').default('mdl_standard'),
  }),
  output: TemplateDetail,
});

export const editTemplateRoute = route({
  method: 'PATCH',
  path: '/api/v1/templates/:templateId',
  permission: 'template.write',
  summary: 'Write on the draft of a template; what is left out stays as it is.',
  input: z.object({ ...z.object(written).partial().shape, ...Read }),
  output: TemplateDetail,
});

export const renewTemplateRoute = route({
  method: 'POST',
  path: '/api/v1/templates/:templateId/renew',
  permission: 'template.write',
  summary: 'Begin the next version of a template as a draft that is a copy of the last one.',
  input: z.object(Read),
  output: TemplateDetail,
});

export const proposeTemplateRoute = route({
  method: 'POST',
  path: '/api/v1/templates/:templateId/propose',
  permission: 'template.write',
  summary: 'Propose the draft for publication. It is not written on while it waits.',
  input: z.object({ ...Read, note: text(2000).default('') }),
  output: TemplateDetail,
});

export const withdrawTemplateRoute = route({
  method: 'POST',
  path: '/api/v1/templates/:templateId/withdraw',
  permission: 'template.write',
  summary: 'Take the proposal back into draft.',
  input: z.object(Read),
  output: TemplateDetail,
});

export const discardTemplateRoute = route({
  method: 'POST',
  path: '/api/v1/templates/:templateId/discard',
  permission: 'template.write',
  summary: 'Give the draft up. It stays on record as retired, and what is in force stays in force.',
  input: z.object(Read),
  output: TemplateDetail,
});

export const publishTemplateRoute = route({
  method: 'POST',
  path: '/api/v1/templates/:templateId/publish',
  permission: 'template.publish',
  summary: 'Publish the proposal, which pre-approves the changes raised from it. Nobody publishes what they wrote on.',
  input: z.object({ ...Read, words: text(2000).default('') }),
  output: TemplateDetail,
});

export const returnTemplateRoute = route({
  method: 'POST',
  path: '/api/v1/templates/:templateId/return',
  permission: 'template.publish',
  summary: 'Send the proposal back to its writers, with words.',
  input: z.object({ ...Read, words: reason(2000) }),
  output: TemplateDetail,
});

export const retireTemplateRoute = route({
  method: 'POST',
  path: '/api/v1/templates/:templateId/retire',
  permission: 'template.publish',
  summary: 'Let no change be raised from a template any more, at once or from an instant on. Those under way go on.',
  input: z.object({ ...Read, words: reason(2000), at: GivenInstant.optional() }),
  output: TemplateDetail,
});

export const raiseFromTemplateRoute = route({
  method: 'POST',
  path: '/api/v1/templates/:templateId/raise',
  permission: 'change.raise',
  summary: 'Raise a standard change from a published template. With a window and an assignee it is scheduled at once.',
  input: edits.extend({
    ...Named,
    /** The version that was read; a newer one is then not taken unseen. */
    templateVersion: z.number().int().min(1).optional(),
  }),
  output: ChangeDetail,
});
