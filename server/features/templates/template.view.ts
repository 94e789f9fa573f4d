// Reads: template, template_version, model, model_version, person, person_group.

import type {
  listTemplateVersionsRoute,
  TemplateAct,
  TemplateDetail,
  TemplateVersion,
} from '@interlock/contract/templates.ts';
import type { z } from 'zod';
import type { Ctx } from '../../platform/ctx.ts';
import type { Reads } from '../../platform/database/db.ts';
import { keyOf, pageOf } from '../../platform/database/pages.ts';
import { refuse } from '../../platform/refusal.ts';
import type { Linked } from '../../platform/same-person.ts';
import { htmlOf } from '../../platform/text/markdown.ts';
import { groupsByIds, peopleByIds } from '../identity/index.ts';
import { linkedAccounts } from '../same-person/index.ts';
import { shownTemplates, templateRows } from './catalogue.view.ts';
import { figuresOf } from './figures.view.ts';
import { demandedOf, publishersOf } from './proposal.view.ts';
import { asksOf, freeOf, isAt, mayPublish, type Second } from './template.rules.ts';
import { loadTemplate, type Template, type Version, versionOf } from './template.store.ts';

/** Everything that the page of one template shows. `named` is its id or its key. */
export async function templateDetail(ctx: Ctx, named: string): Promise<TemplateDetail> {
  const row = await templateRows(ctx.db)
    .where(named.startsWith('tpl_') ? 'template.id' : 'template.key', '=', named)
    .executeTakeFirst();
  if (!row) return refuse('not_found', 'There is no such template.');
  const [shown] = await shownTemplates(ctx, [row]);
  const template = await loadTemplate(ctx.db, row.id);
  const { last, working } = template;
  const demanded = await demandedOf(ctx.db, ctx, row.model_id);
  const versions = await versionsShown(
    ctx,
    [last, working].flatMap((version) => version ?? []),
    demanded,
  );
  const shownAs = (version: Version | null) =>
    versions.find(({ templateVersion }) => templateVersion === version?.templateVersion) ?? null;
  const content = (last ?? working)?.content;
  const linked = await linkedAccounts(ctx.db);
  const second = await publishersOf(ctx.db, ctx, working?.writers ?? []);
  if (!shown) throw new Error(`${row.id} is not shown`);
  return {
    ...shown,
    version: row.version,
    inForce: shownAs(last),
    working: shownAs(working),
    asks: content ? asksOf(content, demanded) : [],
    free: content ? freeOf(content) : [],
    may: acts.filter((act) => mayDo(ctx, template, act, linked, second)),
    mayNotPublishBecause: whyNotPublished(ctx, template, linked, second),
  };
}

const writes: readonly TemplateAct[] = ['edit', 'propose', 'withdraw', 'discard', 'renew'];
const acts: readonly TemplateAct[] = [...writes, 'publish', 'return', 'retire'];

function mayDo(
  { actor }: Ctx,
  template: Template,
  act: TemplateAct,
  linked: Linked,
  second: readonly Second[],
): boolean {
  const permission = writes.includes(act) ? 'template.write' : 'template.publish';
  if (!actor.permissions.has(permission) || !isAt(template, act)) return false;
  const wrote = template.working?.writers.includes(actor.id) ?? false;
  if (act === 'withdraw') return wrote;
  // To whoever wrote it there is nobody to send it back to: they take it back.
  if (act === 'return') return !wrote;
  return act !== 'publish' || (template.working !== null && mayPublish(template.working, actor.id, linked, second).ok);
}

function whyNotPublished(
  { actor }: Ctx,
  { working }: Template,
  linked: Linked,
  second: readonly Second[],
): string | null {
  if (working?.state !== 'proposed') return null;
  if (!actor.permissions.has('template.publish')) return 'A change manager who did not write it publishes it.';
  const verdict = mayPublish(working, actor.id, linked, second);
  return verdict.ok ? null : `${verdict.because} ${verdict.next}`;
}

/** Every version, newest first, with how its changes went. */
export async function templateVersions(
  ctx: Ctx,
  { templateId, cursor, limit }: z.output<typeof listTemplateVersionsRoute.input>,
) {
  const before = keyOf(cursor, ['integer'])?.[0];
  const { modelId } = await loadTemplate(ctx.db, templateId);
  const rows = await ctx.db
    .selectFrom('template_version')
    .selectAll()
    .where('template_id', '=', templateId)
    .$if(before !== undefined, (query) => query.where('template_version', '<', Number(before)))
    .orderBy('template_version', 'desc')
    .limit(limit + 1)
    .execute();
  const page = pageOf(rows, limit, (row) => [row.template_version], versionOf);
  const figures = await figuresOf(ctx, page.items);
  const shown = await versionsShown(ctx, page.items, await demandedOf(ctx.db, ctx, modelId));
  return {
    items: shown.map((version) => ({
      ...version,
      figures: figures({ templateId, templateVersion: version.templateVersion }),
    })),
    next: page.next,
  };
}

async function versionsShown(
  ctx: Ctx,
  versions: readonly Version[],
  demanded: readonly string[],
): Promise<TemplateVersion[]> {
  const people = await peopleByIds(
    ctx.db,
    versions.flatMap((version) => [...actorsOf(version), ...idsIn(version, 'usr')]),
  );
  const groups = await groupsByIds(ctx.db, [...new Set(versions.flatMap((version) => idsIn(version, 'grp')))]);
  const groupNames = new Map(groups.map(({ id, name }) => [id, name]));
  const person = (id: string) => ({ id, name: people.get(id)?.name ?? id, active: people.get(id)?.active ?? false });
  const act = (id: string | null, at: Date | null) => (id && at ? { by: person(id), at: at.toISOString() } : null);
  const nameOf = (id: string) => people.get(id)?.name ?? groupNames.get(id) ?? id;
  return versions.map((version): TemplateVersion => {
    const returned = act(version.returnedBy, version.returnedAt);
    const named = [...idsIn(version, 'usr'), ...idsIn(version, 'grp')];
    return {
      templateVersion: version.templateVersion,
      state: version.state,
      previous: version.previous,
      content: version.content,
      names: Object.fromEntries(named.map((id) => [id, nameOf(id)])),
      html: proseOf(version),
      asks: asksOf(version.content, demanded),
      note: version.note,
      writers: version.writers.map(person),
      proposed: act(version.proposedBy, version.proposedAt),
      published: act(version.publishedBy, version.publishedAt),
      returned: returned && { ...returned, words: version.returnedWords ?? '' },
      createdAt: version.createdAt.toISOString(),
    };
  });
}

const actorsOf = ({ writers, proposedBy, publishedBy, returnedBy }: Version): string[] =>
  [...writers, proposedBy, publishedBy, returnedBy].flatMap((id) => id ?? []);

/** Every person or group that the content names, wherever it does. */
const idsIn = ({ content }: Version, prefix: 'usr' | 'grp'): string[] =>
  [...JSON.stringify(content).matchAll(/"((?:usr|grp)_[0-9a-z_]+)"/g)].flatMap(([, id]) =>
    id?.startsWith(prefix) ? [id] : [],
  );

const markdown = ['description', 'implementationPlan', 'testPlan', 'backoutPlan', 'communicationPlan'];

const proseOf = ({ content }: Version): Record<string, string> =>
  Object.fromEntries(
    Object.entries(content.preset).flatMap(([field, text]) =>
      markdown.includes(field) && typeof text === 'string' ? [[field, htmlOf(text)]] : [],
    ),
  );

/** Templates whose day has come and that do not say so yet, the longest past first. */
export async function retiringSince(reads: Reads, now: Date, limit: number): Promise<{ templateId: string }[]> {
  return reads
    .selectFrom('template_version')
    .select('template_id as templateId')
    .where('state', '=', 'retiring')
    .where('retires_at', '<=', now)
    .orderBy('retires_at')
    .limit(limit)
    .execute();
}
