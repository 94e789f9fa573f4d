import type { timedEvents } from '@interlock/contract/communication.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { conditionsHeld } from '../change-guards/index.ts';
import { loadChange } from '../changes/index.ts';
import { whoHears } from './hearing.view.ts';
import { turnsPassed } from './match.rules.ts';
import { type NearChange, near } from './near.view.ts';
import { activeRules, findRule } from './rule.store.ts';
import { tell } from './telling.step.ts';

export const NEAR = 'communication.tell_near';
type Event = (typeof timedEvents)[number];
export type Near = { ruleId: string; event: Event; changeId: string; at: string };

const MINUTE = 60_000;
const HOUR = 60;

/**
 * Sends a job for each change whose planned start or end has come as near as a rule says. It is looked at again when the change
 * has been edited, or comes as near to its start as the rule's condition says, since that may be what it waits for; and otherwise a few
 * times until then, an hour apart at most.
 */
export async function sweepNear(ctx: Ctx): Promise<void> {
  for (const { id, events, minutes, condition } of await activeRules(ctx.db)) {
    if (minutes === null) continue;
    for (const event of ['start_near', 'end_near'] as const) {
      if (events.includes(event)) await sendNear(ctx, { ruleId: id, event, minutes, condition });
    }
  }
}

/** However many come near at once, none waits for others to pass. */
async function sendNear(
  ctx: Ctx,
  { minutes, condition, ...rule }: Pick<Near, 'ruleId' | 'event'> & { minutes: number; condition: string | null },
) {
  const turn = Math.floor(ctx.now.getTime() / (Math.min(Math.ceil(minutes / 4), HOUR) * MINUTE));
  for (let after: NearChange | undefined; ; ) {
    const page = await near(ctx.db, rule.event, { now: ctx.now, minutes, after });
    after = page.at(-1);
    if (after === undefined) return;
    await ctx.transaction(async (tx) => {
      for (const { changeId, at, start, version } of page) {
        const one = { ...rule, changeId, at: at.toISOString() };
        const passed = condition && start ? turnsPassed(condition, start, ctx.now) : '';
        await ctx.enqueue(tx, NEAR, `${keyOf(one)}:${version}:${turn}${passed}`, one);
      }
    });
  }
}

const keyOf = ({ ruleId, event, changeId, at }: Near): string => `${event}:${ruleId}:${changeId}:${at}`;

/** Tells of it, if it is still so: the window may have been moved, the rule switched off. */
export async function tellNear(ctx: Ctx, one: Near): Promise<void> {
  await ctx.transaction(async (tx) => {
    const rule = await findRule(tx, one.ruleId);
    const change = await loadChange(tx, one.changeId);
    const planned = one.event === 'start_near' ? change?.plannedStart : change?.plannedEnd;
    if (!rule?.active || !change || change.hold !== null || planned?.toISOString() !== one.at) return;
    if (change.stateKind !== (one.event === 'start_near' ? 'scheduled' : 'implement')) return;
    const { condition } = rule;
    const holds = condition === null || (await conditionsHeld(tx, ctx, change, [condition])).get(condition)?.holds;
    if (!holds) return;
    const kind = one.event;
    const people = await whoHears(tx, ctx, { rules: [rule], kind, change, told: [], byId: null });
    const telling = { kind, subject: change.id, byId: null, parts: {}, key: keyOf(one), at: ctx.now };
    await tell(tx, ctx, telling, { people, chatIds: change.restricted ? [] : rule.chatIds });
  });
}
