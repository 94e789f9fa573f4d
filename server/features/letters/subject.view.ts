// Reads: change and its model through their doors; template, model, model_draft, person_group; the recipient from person.
import { Priorities } from '@interlock/contract/changes.ts';
import { type Permission, permissionsGiven, type Role, rolesAmong } from '@interlock/contract/permissions.ts';
import type { Actor, Ctx } from '../../platform/ctx.ts';
import type { Reads } from '../../platform/database/db.ts';
import { type Change, loadChange, seesAll, visibleTo } from '../changes/index.ts';
import { modelVersion, stateOf } from '../models/index.ts';

export type Recipient = { id: string; name: string; email: string; active: boolean; roles: Role[] };

export async function recipientOf(ctx: Ctx, personId: string): Promise<Recipient | undefined> {
  const row = await ctx.db
    .selectFrom('person')
    .select(['id', 'name', 'email', 'active', 'roles'])
    .where('id', '=', personId)
    .executeTakeFirst();
  return row && { ...row, roles: rolesAmong(row.roles) };
}

/** What a delivery is about, as it is now. */
export type Subject = {
  label: string;
  title: string;
  url: string;
  /** Only its number may stand in a mail, and nothing of it in a chat. */
  restricted: boolean;
  facts: readonly (readonly [label: string, value: string])[];
  change: Change | undefined;
  /** Where it is no change: what hearing of it takes. */
  takes?: Permission;
  /** The account that it is about: whoever holds it hears of it in any case. */
  account?: string;
};

export async function subjectOf(ctx: Ctx, id: string): Promise<Subject | undefined> {
  const change = await loadChange(ctx.db, id);
  if (change) return changeSubject(ctx, change);
  const template = await ctx.db.selectFrom('template').select(['key', 'name']).where('id', '=', id).executeTakeFirst();
  if (!template && id.startsWith('grp_')) return groupSubject(ctx, id);
  if (!template && id.startsWith('usr_')) return personSubject(ctx, id);
  if (!template) return modelSubject(ctx, id);
  const url = `${ctx.publicUrl}/templates/${template.key}`;
  return { label: 'Templates', title: template.name, url, restricted: false, facts: [], change: undefined };
}

const plain = { restricted: false, facts: [], change: undefined };

/** A model that is being written, or the one in force. */
async function modelSubject(ctx: Ctx, id: string): Promise<Subject | undefined> {
  const draft = await ctx.db
    .selectFrom('model_draft')
    .select(['key', 'name'])
    .where('model_id', '=', id)
    .executeTakeFirst();
  const model =
    draft ?? (await ctx.db.selectFrom('model').select(['key', 'name']).where('id', '=', id).executeTakeFirst());
  const url = `${ctx.publicUrl}/models/${id}${draft ? '/draft' : ''}`;
  return model && { ...plain, label: 'Models', title: model.name, url, takes: 'model.edit' };
}

async function personSubject(ctx: Ctx, id: string): Promise<Subject | undefined> {
  const person = await recipientOf(ctx, id);
  return (
    person && {
      ...plain,
      label: 'People',
      title: person.name,
      url: `${ctx.publicUrl}/people`,
      takes: 'person.manage',
      account: id,
    }
  );
}

async function groupSubject(ctx: Ctx, id: string): Promise<Subject | undefined> {
  const group = await ctx.db.selectFrom('person_group').select('name').where('id', '=', id).executeTakeFirst();
  return (
    group && { ...plain, label: 'Groups', title: group.name, url: `${ctx.publicUrl}/groups`, takes: 'group.manage' }
  );
}

/** Whether somebody may hear of it at this moment. */
export async function mayHearOf(ctx: Ctx, { change, takes, account }: Subject, to: Pick<Recipient, 'id' | 'roles'>) {
  if (change) return mayHear(ctx.db, ctx, change, to);
  return takes === undefined || account === to.id || permissionsGiven(to.roles).has(takes);
}

async function changeSubject(ctx: Ctx, change: Change): Promise<Subject> {
  const model = await modelVersion(ctx.db, ctx, change.modelId, change.modelVersion);
  const state = (model && stateOf(model.definition, change.state)?.name) ?? change.state;
  const { window } = change;
  return {
    label: change.number,
    title: change.title,
    url: `${ctx.publicUrl}/changes/${change.number}`,
    restricted: change.restricted,
    facts: [
      ['State', state],
      ['Priority', `${change.priority} (${Priorities[change.priority as keyof typeof Priorities]})`],
      ...(window ? [['Planned', `${clock(window.start)} to ${clock(window.end)} (${window.zone})`] as const] : []),
    ],
    change,
  };
}

export const clock = (local: string): string => local.replace('T', ' ');

/** Whether somebody may hear of a change at this moment, by what their roles let them see. */
export async function mayHear(
  reads: Reads,
  ctx: Ctx,
  change: Change,
  { id, roles }: Pick<Recipient, 'id' | 'roles'>,
): Promise<boolean> {
  const actor: Actor = { kind: 'person', id, roles, permissions: permissionsGiven(roles), sessionId: null };
  if (!actor.permissions.has('change.read')) return false;
  if (seesAll({ actor }, change)) return true;
  const row = await reads
    .selectFrom('change')
    .select('id')
    .where('id', '=', change.id)
    .where(visibleTo({ ...ctx, actor }))
    .executeTakeFirst();
  return row !== undefined;
}
