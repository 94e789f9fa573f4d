import { isDeepStrictEqual } from 'node:util';
import type { addRuleRoute, editRuleRoute, RuleInput } from '@interlock/contract/communication.ts';
import type { z } from 'zod';
import { requirePermission } from '../../platform/authorize.ts';
import type { Ctx } from '../../platform/ctx.ts';
import type { Tx } from '../../platform/database/db.ts';
import { newId } from '../../platform/ids.ts';
import { must, refuse } from '../../platform/refusal.ts';
import { record } from '../audit/index.ts';
import { chatsByIds } from '../deliveries/index.ts';
import { groupById, stillAsRead } from '../identity/index.ts';
import { conditionFaults } from '../policy/index.ts';
import { faultsOf } from './match.rules.ts';
import { dropRule, insertRule, lockRule, type Rule, saveRule } from './rule.store.ts';

export async function addRule(ctx: Ctx, input: z.output<typeof addRuleRoute.input>): Promise<string> {
  requirePermission(ctx.actor, 'communication.edit');
  return ctx.transaction(async (tx) => {
    await mustTell(tx, input);
    const rule: Rule = { ...input, id: newId('rul'), shipped: false, version: 1 };
    await insertRule(tx, rule, ctx.now);
    await record(tx, ctx, { verb: 'rule.added', object: rule.id, rev: 1, parts: input });
    return rule.id;
  });
}

/** An edit of nothing leaves no trace. */
export async function editRule(ctx: Ctx, { ruleId, version, ...given }: z.output<typeof editRuleRoute.input>) {
  requirePermission(ctx.actor, 'communication.edit');
  await ctx.transaction(async (tx) => {
    const before = await lockRule(tx, ruleId);
    must(stillAsRead(before, version, before.name));
    const said = Object.entries(given).filter(([, value]) => value !== undefined);
    const after: Rule = { ...before, ...Object.fromEntries(said) };
    const was: Record<string, unknown> = before;
    const fields = said
      .filter(([field, value]) => !isDeepStrictEqual(was[field], value))
      .map(([field, value]) => ({ field, before: was[field], after: value }));
    if (fields.length === 0) return;
    await mustTell(tx, after);
    await saveRule(tx, after, ctx.now);
    await record(tx, ctx, {
      verb: 'rule.edited',
      object: ruleId,
      rev: version + 1,
      parts: { name: after.name, fields },
    });
  });
}

export async function deleteRule(ctx: Ctx, { ruleId }: { ruleId: string }): Promise<void> {
  requirePermission(ctx.actor, 'communication.edit');
  await ctx.transaction(async (tx) => {
    const { name, shipped } = await lockRule(tx, ruleId);
    if (shipped) {
      refuse('rule_shipped', `${name} came along with Interlock and stays.`, { next: 'Switch it off instead.' });
    }
    await dropRule(tx, ruleId);
    await record(tx, ctx, { verb: 'rule.deleted', object: ruleId, parts: { name } });
  });
}

/** A rule that tells nobody is refused by the field that is to blame. */
async function mustTell(tx: Tx, rule: RuleInput): Promise<void> {
  const errors = faultsOf(rule);
  if (rule.condition !== null) {
    errors.push(...conditionFaults(rule.condition).map((message) => ({ path: 'condition', message })));
  }
  if (rule.groupId !== null && !(await groupById(tx, rule.groupId))) {
    errors.push({ path: 'groupId', message: 'there is no such group' });
  }
  const chats = await chatsByIds(tx, rule.chatIds);
  if (rule.chatIds.some((id) => !chats.has(id))) errors.push({ path: 'chatIds', message: 'there is no such room' });
  if (errors.length > 0) {
    refuse('invalid', `Look at ${[...new Set(errors.map(({ path }) => path))].join(', ')}.`, { errors });
  }
}
