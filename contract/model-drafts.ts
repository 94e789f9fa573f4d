import { z } from 'zod';
import { Model } from './models.ts';
import { route } from './route.ts';
import { Instant, id, Nothing, PageQuery, PersonRef, page, reason, text, Version, words } from './shared.ts';

/** What stands against publishing a model, or should be thought about: where in the definition, why, and what to do. */
const Path = z.array(z.union([z.string(), z.number()]));
export const Finding = z.object({
  path: Path,
  message: z.string(),
  next: z.string(),
  /** Every place that names what is not there any more. */
  named: z.array(z.object({ path: Path, where: z.string() })).optional(),
});

/** A definition while it is being written: it may be wrong or half there, and is checked at every save. */
export const DraftDefinition = z.record(z.string().max(60), z.unknown());
export type DraftDefinition = z.output<typeof DraftDefinition>;

const written = {
  name: words(60),
  description: text(500),
  definition: DraftDefinition,
};
export const modelKey = z.string().regex(/^[a-z][a-z_]{0,39}$/, 'small letters and underscores');

const ModelInput = { modelId: id('mdl') };
const DraftInput = { ...ModelInput, version: Version };

/** Another administrator publishes what was proposed; where there is only one, they publish it alone, and the record says so. */
export const draftStates = ['draft', 'proposed'] as const;

export const DraftRow = z
  .object({
    modelId: z.string(),
    key: z.string(),
    name: z.string(),
    state: z.enum(draftStates),
    /** The version that it began from; null for a new model. */
    basedOn: z.number().int().nullable(),
    writers: z.array(PersonRef),
    proposedBy: PersonRef.nullable(),
    updatedAt: Instant,
    /** Whether the one who asks may publish it, were it proposed and without faults. */
    mayPublish: z.boolean(),
  })
  .meta({ id: 'ModelDraftRow' });
export type DraftRow = z.output<typeof DraftRow>;

export const Draft = z
  .object({
    ...DraftRow.shape,
    description: z.string(),
    definition: DraftDefinition,
    proposedAt: Instant.nullable(),
    /** What those who proposed it say of it. */
    note: z.string(),
    /** Why it was sent back, where it was. */
    returned: z.object({ by: PersonRef, at: Instant, words: z.string() }).nullable(),
    /** It is published when there are none. */
    faults: z.array(Finding),
    warnings: z.array(Finding),
    /** What would be otherwise than in the version in force, in words. */
    differences: z.array(z.string()),
    /** Somebody else can publish it: then its writers cannot. */
    othersMayPublish: z.boolean(),
    version: z.number().int(),
  })
  .meta({ id: 'ModelDraft' });
export type Draft = z.output<typeof Draft>;

export const showModelRoute = route({
  method: 'GET',
  path: '/api/v1/models/:modelId',
  permission: 'model.read',
  summary: 'One model in the version in force, as it is exported.',
  input: z.object(ModelInput),
  output: Model,
});

export const ModelVersionRow = z
  .object({
    version: z.number().int(),
    publishedAt: Instant,
    /** Null for what came with the program. */
    publishedBy: PersonRef.nullable(),
    /** There was nobody else who could have. */
    publishedAlone: z.boolean(),
    writers: z.array(PersonRef),
    note: z.string(),
    /** Against the version before, in words. */
    differences: z.array(z.string()),
    inForce: z.boolean(),
  })
  .meta({ id: 'ModelVersion' });
export type ModelVersionRow = z.output<typeof ModelVersionRow>;

export const listModelVersionsRoute = route({
  method: 'GET',
  path: '/api/v1/models/:modelId/versions',
  permission: 'model.read',
  summary: 'The published versions of a model, newest first: who wrote and who published them, and what each altered.',
  input: z.object({ ...ModelInput, ...PageQuery }),
  output: page(ModelVersionRow),
});

export const retireModelRoute = route({
  method: 'POST',
  path: '/api/v1/models/:modelId/retire',
  permission: 'model.publish',
  summary: 'No new changes of this model; those that there are go on.',
  input: z.object({ ...DraftInput, words: reason(2000) }),
  output: Nothing,
});

export const reinstateModelRoute = route({
  method: 'POST',
  path: '/api/v1/models/:modelId/reinstate',
  permission: 'model.publish',
  summary: 'Let changes of a retired model be raised again, in the version that was in force.',
  input: z.object({ ...DraftInput, words: reason(2000) }),
  output: Nothing,
});

export const listDraftsRoute = route({
  method: 'GET',
  path: '/api/v1/model-drafts',
  permission: 'model.edit',
  summary: 'Models that are being written or wait to be published.',
  input: z.object({}),
  output: z.object({ items: z.array(DraftRow) }),
});

export const beginDraftRoute = route({
  method: 'POST',
  path: '/api/v1/model-drafts',
  permission: 'model.edit',
  summary: 'Begin a draft: of the version in force of a model, as a copy of one, or of a definition brought along.',
  input: z.object({
    /** The model to write on; left out for a new one. */
    modelId: id('mdl').optional(),
    /** The model that a new one begins as a copy of. */
    copyOf: id('mdl').optional(),
    /** What the command line calls a new model. */
    key: modelKey.optional(),
    name: written.name.optional(),
    description: written.description.optional(),
    definition: written.definition.optional(),
  }),
  output: Draft,
});

export const showDraftRoute = route({
  method: 'GET',
  path: '/api/v1/model-drafts/:modelId',
  permission: 'model.edit',
  summary: 'A draft with its faults, and with what it would alter.',
  input: z.object(ModelInput),
  output: Draft,
});

export const writeDraftRoute = route({
  method: 'PATCH',
  path: '/api/v1/model-drafts/:modelId',
  permission: 'model.edit',
  summary: 'Save a draft; the answer carries its faults. One that is proposed is taken back first.',
  input: z.object({ ...DraftInput, ...z.object(written).partial().shape }),
  output: Draft,
});

export const proposeDraftRoute = route({
  method: 'POST',
  path: '/api/v1/model-drafts/:modelId/propose',
  permission: 'model.edit',
  summary: 'Lay a draft without faults before the other administrators.',
  input: z.object({ ...DraftInput, note: text(2000).default('') }),
  output: Draft,
});

export const returnDraftRoute = route({
  method: 'POST',
  path: '/api/v1/model-drafts/:modelId/return',
  permission: 'model.edit',
  summary: 'Take a proposal back, or send it back to those who wrote it, with words.',
  input: z.object({ ...DraftInput, words: text(2000).default('') }),
  output: Draft,
});

export const publishDraftRoute = route({
  method: 'POST',
  path: '/api/v1/model-drafts/:modelId/publish',
  permission: 'model.publish',
  summary: 'Publish what was proposed: new changes are born with it. Those that there are keep their version.',
  input: z.object(DraftInput),
  output: Model,
});

export const discardDraftRoute = route({
  method: 'DELETE',
  path: '/api/v1/model-drafts/:modelId',
  permission: 'model.edit',
  summary: 'Give a draft up. What is in force stays in force.',
  input: z.object({ ...ModelInput, version: z.coerce.number().int().min(1) }),
  output: Nothing,
});
