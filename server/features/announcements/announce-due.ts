import type { HeldBackBecause } from '@interlock/contract/announcements.ts';
import type { Ctx } from '../../platform/ctx.ts';
import type { Tx } from '../../platform/database/db.ts';
import { minuteOf } from '../../platform/time.ts';
import { record } from '../audit/index.ts';
import { managersOf } from '../change-tasks/index.ts';
import { type Change, lockChange } from '../changes/index.ts';
import { notify } from '../notifications/index.ts';
import { dueOf } from './announcement.rules.ts';
import { readyOf, type Stored, saveAnnouncement } from './announcement.store.ts';
import { ANNOUNCE } from './ready.step.ts';
import { changesToAnnounce } from './ready.view.ts';
import { send } from './sending.step.ts';
import { standingOf } from './standing.view.ts';

export const announceName = ANNOUNCE;
const PAGE = 200;

/** Sends a job for each change of which something that is ready may be due; a change is looked at once in a minute. */
export async function sweepReady(ctx: Ctx): Promise<void> {
  const minute = minuteOf(ctx.now);
  for (let after = ''; ; ) {
    const found = await changesToAnnounce(ctx.db, ctx.now, after, PAGE);
    if (found.length === 0) return;
    await ctx.transaction(async (tx) => {
      for (const changeId of found) await ctx.enqueue(tx, ANNOUNCE, `${changeId}:${minute}`, { changeId });
    });
    after = found.at(-1) ?? '';
  }
}

/** Sends what has come to its occasion. What may not be so any more is held, and those who answer for the change are told. */
export async function announceDue(ctx: Ctx, { changeId }: { changeId: string }): Promise<void> {
  await ctx.transaction(async (tx) => {
    const change = await lockChange(tx, changeId);
    if (!change) return;
    const standing = await standingOf(tx, change);
    for (const one of await readyOf(tx, changeId)) {
      const due = dueOf(one, standing, ctx.now);
      if (due.is === 'held') await holdBack(tx, ctx, one, change, due.because);
      if (due.is === 'over') await saveAnnouncement(tx, { ...one, state: 'withdrawn' });
      if (due.is === 'go' && !(await send(tx, ctx, one, change)).ok) await holdBack(tx, ctx, one, change, 'nobody');
    }
  });
}

async function holdBack(tx: Tx, ctx: Ctx, one: Stored, change: Change, held: HeldBackBecause): Promise<void> {
  await saveAnnouncement(tx, { ...one, state: 'draft', held });
  const { subject } = one;
  const parts = { announcement: subject, because: held };
  await record(tx, ctx, { verb: 'change.announcement_held', object: change.id, rev: change.revision, parts });
  const to = [one.writtenBy, change.assigneeId, ...(await managersOf(tx, change))];
  const key = `held:${one.id}:${one.version}`;
  await notify(tx, ctx, { kind: 'announcement_held', subject: change.id, to, parts: { words: subject }, key });
}
