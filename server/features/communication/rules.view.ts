// Reads: telling_rule and telling_choice of communication; the change that a rule is tried on, through the door of changes.
import type { TellingChoice, TellingRule, tryRuleRoute } from '@interlock/contract/communication.ts';
import type { z } from 'zod';
import type { Ctx } from '../../platform/ctx.ts';
import { refuse } from '../../platform/refusal.ts';
import { conditionsHeld } from '../change-guards/index.ts';
import { type Change, loadChange, visibleTo } from '../changes/index.ts';
import { chatsByIds } from '../deliveries/index.ts';
import { groupsByIds } from '../identity/index.ts';
import { audienceOf } from './audience.view.ts';
import { asTheRules, choicesOf } from './choice.store.ts';
import { whoHears } from './hearing.view.ts';
import { addressedBy } from './match.rules.ts';
import { allRules, findRule, type Rule } from './rule.store.ts';

export async function rules(ctx: Ctx): Promise<{ items: TellingRule[]; mail: boolean }> {
  return { items: await shown(ctx, await allRules(ctx.db)), mail: ctx.outside.mail !== undefined };
}

export async function ruleShown(ctx: Ctx, ruleId: string): Promise<TellingRule> {
  const rule = await findRule(ctx.db, ruleId);
  const [one] = rule ? await shown(ctx, [rule]) : [];
  return one ?? refuse('not_found', 'There is no such rule.');
}

async function shown(ctx: Ctx, found: readonly Rule[]): Promise<TellingRule[]> {
  const groups = await groupsByIds(
    ctx.db,
    found.flatMap(({ groupId }) => groupId ?? []),
  );
  const chats = await chatsByIds(
    ctx.db,
    found.flatMap(({ chatIds }) => chatIds),
  );
  return found.map((rule) => {
    const group = groups.find(({ id }) => id === rule.groupId);
    return {
      ...rule,
      group: group ? { id: group.id, name: group.name } : null,
      chats: rule.chatIds.flatMap((id) => {
        const chat = chats.get(id);
        return chat ? [{ id, name: chat.name }] : [];
      }),
    };
  });
}

export async function myTelling(ctx: Ctx): Promise<{ choice: TellingChoice; mail: boolean }> {
  const choice = (await choicesOf(ctx.db, [ctx.actor.id])).get(ctx.actor.id) ?? asTheRules;
  return { choice, mail: ctx.outside.mail !== undefined };
}

type Tried = z.output<typeof tryRuleRoute.output>;

/** Who would hear of this change by a rule as things are now, whatever the act. Nothing is sent. */
export async function tryRule(
  ctx: Ctx,
  { ruleId, change: number }: { ruleId: string; change: string },
): Promise<Tried> {
  const rule = (await findRule(ctx.db, ruleId)) ?? refuse('not_found', 'There is no such rule.');
  const change = await changeCalled(ctx, number);
  const { condition } = rule;
  const holds =
    condition === null || (await conditionsHeld(ctx.db, ctx, change, [condition])).get(condition)?.holds === true;
  const people = new Map<string, Tried['people'][number]>();
  for (const kind of rule.events) {
    const told = [
      ...(await audienceOf(ctx.db, change, { audience: addressedBy[kind], groupId: null, told: [] })).keys(),
    ];
    for (const heard of await whoHears(ctx.db, ctx, { rules: [rule], kind, change, told, byId: null })) {
      if (people.has(heard.personId)) continue;
      people.set(heard.personId, {
        person: { id: heard.personId, name: heard.name, active: true },
        as: heard.as,
        bell: heard.bell,
        mail: wayOf(ctx, heard.mail),
      });
    }
  }
  const chats = change.restricted ? new Map() : await chatsByIds(ctx.db, rule.chatIds);
  return {
    change: { number: change.number, title: change.title },
    holds,
    people: [...people.values()],
    chats: [...chats.values()].map(({ name }) => name),
  };
}

function wayOf(ctx: Ctx, mail: { daily: boolean } | 'off' | null): Tried['people'][number]['mail'] {
  if (mail === null || mail === 'off') return mail;
  if (!ctx.outside.mail) return 'no_mail_server';
  return mail.daily ? 'daily' : 'at_once';
}

async function changeCalled(ctx: Ctx, number: string): Promise<Change> {
  const row = await ctx.db
    .selectFrom('change')
    .select('id')
    .where('number', '=', number.replace(/^chg-/i, ''))
    .where(visibleTo(ctx))
    .executeTakeFirst();
  const change = row && (await loadChange(ctx.db, row.id));
  return (
    change ??
    refuse('invalid', 'There is no such change, or it is not yours to see.', {
      errors: [{ path: 'change', message: 'no change of this number' }],
    })
  );
}
