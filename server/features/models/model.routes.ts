import * as calls from '@interlock/contract/model-drafts.ts';
import { listModelsRoute } from '@interlock/contract/models.ts';
import { type Served, serve } from '../../platform/http/serve.ts';
import { draftShown, drafts } from './draft.view.ts';
import { models, oneModel } from './model.view.ts';
import { proposeDraft, returnDraft } from './propose-draft.ts';
import { publishDraft } from './publish-draft.ts';
import { reinstateModel, retireModel } from './retire-model.ts';
import { modelVersions } from './versions.view.ts';
import { beginDraft, discardDraft, writeDraft } from './write-draft.ts';

export const modelRoutes: Served[] = [
  serve(listModelsRoute, (ctx, { all }) => models(ctx, all ?? false)),
  serve(calls.showModelRoute, (ctx, { modelId }) => oneModel(ctx, modelId)),
  serve(calls.listModelVersionsRoute, (ctx, input) => modelVersions(ctx, input)),
  serve(calls.retireModelRoute, async (ctx, input) => {
    await retireModel(ctx, input);
    return {};
  }),
  serve(calls.reinstateModelRoute, async (ctx, input) => {
    await reinstateModel(ctx, input);
    return {};
  }),
  serve(calls.listDraftsRoute, (ctx) => drafts(ctx)),
  serve(calls.beginDraftRoute, async (ctx, input) => draftShown(ctx, await beginDraft(ctx, input))),
  serve(calls.showDraftRoute, (ctx, { modelId }) => draftShown(ctx, modelId)),
  serve(calls.writeDraftRoute, async (ctx, input) => {
    await writeDraft(ctx, input);
    return draftShown(ctx, input.modelId);
  }),
  serve(calls.proposeDraftRoute, async (ctx, input) => {
    await proposeDraft(ctx, input);
    return draftShown(ctx, input.modelId);
  }),
  serve(calls.returnDraftRoute, async (ctx, input) => {
    await returnDraft(ctx, input);
    return draftShown(ctx, input.modelId);
  }),
  serve(calls.publishDraftRoute, async (ctx, input) => {
    await publishDraft(ctx, input);
    return oneModel(ctx, input.modelId);
  }),
  serve(calls.discardDraftRoute, async (ctx, input) => {
    await discardDraft(ctx, input);
    return {};
  }),
];
