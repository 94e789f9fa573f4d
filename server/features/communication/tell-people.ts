import type { Ctx } from '../../platform/ctx.ts';
import type { Tx } from '../../platform/database/db.ts';
import { lookAtReady } from '../announcements/index.ts';
import { conditionsHeld } from '../change-guards/index.ts';
import { type Change, loadChanges } from '../changes/index.ts';
import {
  actsDue,
  actsLeft,
  type NoticeRow,
  putOff,
  TELL_ON,
  takeNextNotices,
  takeNotices,
} from '../notifications/index.ts';
import { whoHears } from './hearing.view.ts';
import { fits, reaches } from './match.rules.ts';
import { activeRules, type Rule } from './rule.store.ts';
import { tell } from './telling.step.ts';

export const tellOnName = TELL_ON;
const TOGETHER = 50;
const SWEEP = 500;

/**
 * Tells acts on as the rules say, once their transactions are committed, the oldest first. Notices go with what was written for
 * them. Where one act can't be told on, the others are told by themselves, and it is put off; what was put off is tried again when its
 * time has come.
 */
export async function tellPeople(ctx: Ctx): Promise<void> {
  try {
    while ((await tellNext(ctx)) === TOGETHER);
  } catch (error) {
    ctx.log.warn({ err: error }, 'acts were not told on together, and are told on one by one');
    await tellEach(ctx, await actsLeft(ctx.db, SWEEP));
  }
  await tellEach(ctx, await actsDue(ctx.db, ctx.now, SWEEP));
}

/** Answers of how many acts it told. */
const tellNext = (ctx: Ctx): Promise<number> =>
  ctx.transaction(async (tx) => {
    const notices = await takeNextNotices(tx, TOGETHER);
    if (notices.length > 0) await tellOn(tx, ctx, notices);
    return new Set(notices.map(({ act }) => act)).size;
  });

async function tellEach(ctx: Ctx, acts: readonly string[]): Promise<void> {
  for (const act of acts) {
    try {
      await ctx.transaction(async (tx) => tellOn(tx, ctx, await takeNotices(tx, act, ctx.now)));
    } catch (error) {
      const problem = error instanceof Error ? error.message : String(error);
      const stands = await ctx.transaction((tx) => putOff(tx, act, { problem, now: ctx.now }));
      if (stands) ctx.log.warn({ err: error, act, ...stands }, 'an act could not be told on');
    }
  }
}

async function tellOn(tx: Tx, ctx: Ctx, notices: readonly NoticeRow[]): Promise<void> {
  const acts = new Map(notices.map(({ subject, act }) => [`${act} ${subject}`, { changeId: subject, act }]));
  await lookAtReady(tx, ctx, [...acts.values()]);
  const rules = await activeRules(tx);
  const heard = notices
    .map((notice) => ({ notice, fitting: rules.filter((rule) => fits(rule, notice) && reaches(rule, notice.told)) }))
    .filter(({ fitting }) => fitting.length > 0);
  const changes = await loadChanges(tx, [...new Set(heard.map(({ notice }) => notice.subject))]);
  const byId = new Map(changes.map((change) => [change.id, change]));
  for (const { notice, fitting } of heard) await tellOf(tx, ctx, { notice, fitting, change: byId.get(notice.subject) });
}

type Told = { notice: NoticeRow; fitting: readonly Rule[]; change: Change | undefined };

async function tellOf(tx: Tx, ctx: Ctx, { notice, fitting, change }: Told): Promise<void> {
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
