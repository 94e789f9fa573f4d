import { isDeepStrictEqual } from 'node:util';
import type { createTemplateRoute, editTemplateRoute, TemplateContent } from '@interlock/contract/templates.ts';
import type { z } from 'zod';
import { requirePermission } from '../../platform/authorize.ts';
import type { Ctx } from '../../platform/ctx.ts';
import type { Tx } from '../../platform/database/db.ts';
import { newId } from '../../platform/ids.ts';
import { must, refuse } from '../../platform/refusal.ts';
import { record } from '../audit/index.ts';
import { faultsIn } from '../changes/index.ts';
import { currentModel } from '../models/index.ts';
import { keyOf, versionFor } from './template.rules.ts';
import { insertDraft, insertTemplate, lockTemplate, saveTemplate, saveVersion } from './template.store.ts';

const blank: Omit<TemplateContent, 'name'> = {
  description: '',
  category: '',
  preset: {},
  required: [],
  locked: [],
  tasks: [],
  minutes: null,
};

/** Somebody begins a template. Answers its id. */
export async function createTemplate(ctx: Ctx, input: z.output<typeof createTemplateRoute.input>): Promise<string> {
  requirePermission(ctx.actor, 'template.write');
  const { key, modelId, ...given } = input;
  return ctx.transaction(async (tx) => {
    const model = await currentModel(tx, ctx, modelId);
    if (model?.definition.raisedFrom !== 'template') {
      refuse('invalid', 'Templates are for models that are raised from templates.', {
        errors: [{ path: 'modelId', message: 'not raised from templates' }],
      });
    }
    const content = { ...blank, name: given.name, ...inOrder(given) };
    await mustExist(tx, content);
    const id = newId('tpl');
    const { name, description, category } = content;
    const shown = { name, description, category };
    await insertTemplate(tx, { id, key: key ?? keyOf(name), modelId, at: ctx.now, ...shown }, key !== undefined);
    const templateVersion = await insertDraft(
      tx,
      { templateId: id, previous: null, content, writers: [ctx.actor.id] },
      ctx.now,
    );
    await record(tx, ctx, { verb: 'template.created', object: id, rev: templateVersion, parts: { ...content } });
    return id;
  });
}

type EditTemplate = z.output<typeof editTemplateRoute.input>;

/** Somebody writes on a draft, and from then on counts among those who wrote it. An edit of nothing leaves no trace. */
export async function editTemplate(ctx: Ctx, { templateId, version, ...given }: EditTemplate): Promise<void> {
  requirePermission(ctx.actor, 'template.write');
  await ctx.transaction(async (tx) => {
    const template = await lockTemplate(tx, templateId, version);
    const working = must(versionFor(template, 'edit'));
    const before: Record<string, unknown> = working.content;
    const content = { ...working.content, ...inOrder(given) };
    const fields = Object.entries(content)
      .filter(([field, after]) => !isDeepStrictEqual(before[field], after))
      .map(([field, after]) => ({ field, before: before[field], after }));
    if (fields.length === 0) return;
    await mustExist(tx, content);
    const writers = [...new Set([...working.writers, ctx.actor.id])];
    await saveVersion(tx, working, { content, writers });
    await saveTemplate(tx, template, template.currentVersion === null ? content : null);
    await record(tx, ctx, {
      verb: 'template.edited',
      object: templateId,
      rev: working.templateVersion,
      parts: { name: content.name, fields },
    });
  });
}

/**
 * Somebody begins the next version, as a copy of the last. What is in force stays so until the next one is published. Whoever
 * wrote a copied draft that nobody published wrote on the copy as well.
 */
export async function renewTemplate(ctx: Ctx, { templateId, version }: { templateId: string; version: number }) {
  requirePermission(ctx.actor, 'template.write');
  await ctx.transaction(async (tx) => {
    const template = await lockTemplate(tx, templateId, version);
    const last = must(versionFor(template, 'renew'));
    const unread = last.publishedAt === null ? last.writers : [];
    const writers = [...new Set([...unread, ctx.actor.id])];
    const draft = { templateId, previous: last.templateVersion, content: last.content, writers };
    const templateVersion = await insertDraft(tx, draft, ctx.now);
    await saveTemplate(tx, template, null);
    const parts = { name: last.content.name, previous: last.templateVersion };
    await record(tx, ctx, { verb: 'template.renewed', object: templateId, rev: templateVersion, parts });
  });
}

type Given = { [Field in keyof TemplateContent]?: TemplateContent[Field] | undefined };

/** What was given, each field once. Those that are asked for keep their order: it is that of the form. */
function inOrder(given: Given): Partial<TemplateContent> {
  return {
    ...Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)),
    ...(given.locked && { locked: [...new Set(given.locked)].sort() }),
    ...(given.required && { required: [...new Set(given.required)] }),
  };
}

/** Every person and group that it names is there, and may be named so. */
async function mustExist(tx: Tx, { preset, tasks }: TemplateContent): Promise<void> {
  const errors = (await faultsIn(tx, preset)).map(({ path, message }) => ({ path: `preset.${path}`, message }));
  const groups = tasks.map(({ owner }) => (owner && 'group' in owner ? owner.group : undefined));
  for (const [at, teamId] of groups.entries()) {
    const unknown = teamId === undefined ? [] : await faultsIn(tx, { teamId });
    errors.push(...unknown.map(({ message }) => ({ path: `tasks.${at}.owner.group`, message })));
  }
  if (errors.length > 0) refuse('invalid', `Look at ${errors.map(({ path }) => path).join(', ')}.`, { errors });
}
