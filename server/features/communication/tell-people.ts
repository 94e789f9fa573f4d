import type { Ctx } from '../../platform/ctx.ts';
import type { Tx } from '../../platform/db.ts';
import { lookAtReady } from '../announcements/index.ts';
import { conditionsHeld } from '../change-guards/index.ts';
import { type Change, loadChange } from '../changes/index.ts';
import { actsLeft, type NoticeRow, TOLD, takeNotices } from '../notifications/index.ts';
import { whoHears } from './hearing.view.ts';
import { fits } from './match.rules.ts';
import { activeRules, type Rule } from './rule.store.ts';
import { tell } from './telling.store.ts';

export const told = TOLD;
const SWEEP = 500;
const MINUTE = 60_000;

/** Tells an act on as the rules say, once its transaction is committed. Its notices go with what was written for them. */
export async function tellPeople(ctx: Ctx, { act }: { act: string }): Promise<void> {
  await ctx.transaction(async (tx) => {
    const notices = await takeNotices(tx, act);
    if (notices.length === 0) return;
    for (const { subject } of new Map(notices.map((one) => [one.subject, one])).values()) {
      await lookAtReady(tx, ctx, { changeId: subject, act });
    }
    const rules = await activeRules(tx);
    for (const notice of notices) {
      const fitting = rules.filter((rule) => fits(rule, notice));
      if (fitting.length > 0) await tellOn(tx, ctx, fitting, notice);
    }
  });
}

/** What lies there because a job was lost is told on by a new one. */
export async function sweepNotices(ctx: Ctx): Promise<void> {
  const acts = await actsLeft(ctx.db, new Date(ctx.now.getTime() - MINUTE), SWEEP);
  if (acts.length === 0) return;
  await ctx.transaction(async (tx) => {
    const turn = ctx.now.toISOString().slice(0, 16);
    for (const act of acts) await ctx.enqueue(tx, TOLD, `${act}:${turn}`, { act });
  });
}

async function tellOn(tx: Tx, ctx: Ctx, fitting: readonly Rule[], notice: NoticeRow): Promise<void> {
  const change = await loadChange(tx, notice.subject);
  const rules = await holding(tx, ctx, fitting, change);
  const people = await whoHears(tx, ctx, { rules, change, ...notice });
  const chatIds = change?.restricted ? [] : [...new Set(rules.flatMap((rule) => rule.chatIds))];
  await tell(tx, ctx, notice, { people, chatIds });
}

/** A rule with a condition speaks only of changes, and of those for which it holds. */
async function holding(tx: Tx, ctx: Ctx, rules: readonly Rule[], change: Change | undefined): Promise<Rule[]> {
  const conditions = rules.flatMap(({ condition }) => condition ?? []);
  const held = change ? await conditionsHeld(tx, ctx, change, conditions) : new Map<string, { holds: boolean }>();
  return rules.filter(({ condition }) => condition === null || held.get(condition)?.holds === true);
}
