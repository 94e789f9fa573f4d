import {
  createTemplateRoute,
  discardTemplateRoute,
  editTemplateRoute,
  listTemplateCategoriesRoute,
  listTemplatesRoute,
  listTemplateVersionsRoute,
  proposeTemplateRoute,
  publishTemplateRoute,
  raiseFromTemplateRoute,
  renewTemplateRoute,
  retireTemplateRoute,
  returnTemplateRoute,
  showTemplateRoute,
  withdrawTemplateRoute,
} from '@interlock/contract/templates.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { type Served, serve } from '../../platform/http/serve.ts';
import type { Guard } from '../change-guards/index.ts';
import { changeDetail } from '../changes/index.ts';
import { templateCategories, templates } from './catalogue.view.ts';
import { discardTemplate, proposeTemplate, withdrawTemplate } from './propose-template.ts';
import { publishTemplate, returnTemplate } from './publish-template.ts';
import { raiseFromTemplate } from './raise-from-template.ts';
import { retireTemplate } from './retire-template.ts';
import { templateDetail, templateVersions } from './template.view.ts';
import { createTemplate, editTemplate, renewTemplate } from './write-template.ts';

/** Does it, and answers the template as it is then. */
const then =
  <Input extends { templateId: string }>(act: (ctx: Ctx, input: Input) => Promise<void>) =>
  async (ctx: Ctx, input: Input) => {
    await act(ctx, input);
    return templateDetail(ctx, input.templateId);
  };

/** `guards` are those of other features; the core's own always hold. */
export const templatesRoutes = (guards: readonly Guard[]): Served[] => [
  serve(listTemplatesRoute, (ctx, input) => templates(ctx, input)),
  serve(listTemplateCategoriesRoute, (ctx) => templateCategories(ctx)),
  serve(showTemplateRoute, (ctx, { templateId }) => templateDetail(ctx, templateId)),
  serve(listTemplateVersionsRoute, (ctx, input) => templateVersions(ctx, input)),
  serve(createTemplateRoute, async (ctx, input) => templateDetail(ctx, await createTemplate(ctx, input))),
  serve(editTemplateRoute, then(editTemplate)),
  serve(renewTemplateRoute, then(renewTemplate)),
  serve(proposeTemplateRoute, then(proposeTemplate)),
  serve(withdrawTemplateRoute, then(withdrawTemplate)),
  serve(discardTemplateRoute, then(discardTemplate)),
  serve(publishTemplateRoute, then(publishTemplate)),
  serve(returnTemplateRoute, then(returnTemplate)),
  serve(retireTemplateRoute, then(retireTemplate)),
  serve(raiseFromTemplateRoute, async (ctx, input) => changeDetail(ctx, await raiseFromTemplate(ctx, guards, input))),
];
