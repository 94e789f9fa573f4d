import { requirePermission } from '../../platform/authorize.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { refuse } from '../../platform/refusal.ts';
import { record } from '../audit/index.ts';
import { administratorsNow } from '../identity/index.ts';
import { beginDemo, FILL, findDemo, holdDemo } from './demo.store.ts';
import { whyNotFilled } from './demo.view.ts';

/** Has a job fill the demo. It is offered only while there is no change. */
export async function askForDemo(ctx: Ctx, { seed, months }: { seed: string; months: number }): Promise<void> {
  requirePermission(ctx.actor, 'demo.run');
  await ctx.transaction(async (tx) => {
    if (!(await holdDemo(tx))) refuse('demo_state', 'The demo is being filled or removed at this moment.');
    const because = await whyNotFilled(tx, await findDemo(tx));
    if (because) refuse('demo_state', because, { next: 'A demo is for an Interlock that is new.' });
    const [first] = await administratorsNow(tx);
    if (!first) refuse('demo_state', 'Nobody has set Interlock up yet.', { next: 'Set it up first.' });
    const askedBy = ctx.actor.kind === 'person' ? ctx.actor.id : first.id;
    const turn = await beginDemo(tx, { seed, months, askedBy, at: ctx.now });
    await record(tx, ctx, { verb: 'demo.asked', object: 'demo', parts: { seed, months } });
    await ctx.enqueue(tx, FILL, `${turn}:${ctx.now.toISOString()}`, { turn });
  });
}
