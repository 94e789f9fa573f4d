import type { Ctx } from '../../platform/ctx.ts';
import type { Tx } from '../../platform/db.ts';
import { lookAtReady } from '../announcements/index.ts';
import { conditionsHeld } from '../change-guards/index.ts';
import { type Change, loadChange } from '../changes/index.ts';
import { actsLeft, type NoticeRow, TELL_ON, takeNextNotices, takeNotices } from '../notifications/index.ts';
import { whoHears } from './hearing.view.ts';
import { fits } from './match.rules.ts';
import { activeRules, type Rule } from './rule.store.ts';
import { tell } from './telling.store.ts';

export const tellOnName = TELL_ON;
const TOGETHER = 50;
const SWEEP = 500;

/**
 * Tells acts on as the rules say, once their transactions are committed, the oldest first. Notices go with what was written for
 * them. Where one act can't be told on, the others are told by themselves, and it waits for the next turn.
 */
export async function tellPeople(ctx: Ctx): Promise<void> {
  try {
    while ((await tellNext(ctx)) === TOGETHER);
  } catch (error) {
    ctx.log.warn({ err: error }, 'acts were not told on together, and are told on one by one');
    await tellEach(ctx);
  }
}

/** Answers of how many acts it told. */
const tellNext = (ctx: Ctx): Promise<number> =>
  ctx.transaction(async (tx) => {
    const acts = Map.groupBy(await takeNextNotices(tx, TOGETHER), ({ act }) => act);
    if (acts.size > 0) {
      const rules = await activeRules(tx);
      for (const [act, notices] of acts) await tellAct(tx, ctx, rules, { act, notices });
    }
    return acts.size;
  });

async function tellEach(ctx: Ctx): Promise<void> {
  const failed: unknown[] = [];
  for (const act of await actsLeft(ctx.db, SWEEP)) {
    try {
      await ctx.transaction(async (tx) => {
        await tellAct(tx, ctx, await activeRules(tx), { act, notices: await takeNotices(tx, act) });
      });
    } catch (error) {
      failed.push(error);
    }
  }
  if (failed.length > 0) throw new AggregateError(failed, `${failed.length} acts could not be told on`);
}

type Act = { act: string; notices: readonly NoticeRow[] };

async function tellAct(tx: Tx, ctx: Ctx, rules: readonly Rule[], { act, notices }: Act): Promise<void> {
  for (const subject of new Set(notices.map((one) => one.subject))) {
    await lookAtReady(tx, ctx, { changeId: subject, act });
  }
  for (const notice of notices) {
    const fitting = rules.filter((rule) => fits(rule, notice));
    if (fitting.length > 0) await tellOn(tx, ctx, fitting, notice);
  }
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
