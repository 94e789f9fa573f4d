import type {
  editAnnouncementRoute,
  releaseAnnouncementRoute,
  writeAnnouncementRoute,
} from '@interlock/contract/announcements.ts';
import type { z } from 'zod';
import { requirePermission } from '../../platform/authorize.ts';
import type { Ctx } from '../../platform/ctx.ts';
import type { Tx } from '../../platform/database/db.ts';
import { must, refuse, yes } from '../../platform/refusal.ts';
import { record } from '../audit/index.ts';
import { lockAsRead } from '../change-flow/index.ts';
import type { Change } from '../changes/index.ts';
import { stillAsRead } from '../identity/index.ts';
import { handOf, whyNotRelease, whyNotWrite } from './announcement.rules.ts';
import {
  announcementsOf,
  findAnnouncement,
  insertAnnouncement,
  type Stored,
  saveAnnouncement,
} from './announcement.store.ts';
import { findAudience } from './audience.store.ts';
import { send } from './sending.step.ts';
import { standingOf } from './standing.view.ts';

/** Of one change: they are shown on one page. */
const MOST = 100;

type Input<R extends { input: z.ZodObject }> = z.output<R['input']>;

const windowOf = ({ plannedStart, plannedEnd }: Change) => ({ windowStart: plannedStart, windowEnd: plannedEnd });

/** Writes an announcement; released, it is sent or waits for its occasion. Answers the change's id. */
export async function writeAnnouncement(
  ctx: Ctx,
  { changeId, release, ...written }: Input<typeof writeAnnouncementRoute>,
): Promise<string> {
  requirePermission(ctx.actor, 'change.move');
  return ctx.transaction(async (tx) => {
    const change = await lockAsRead(tx, ctx, { changeId });
    must(whyNotWrite(change, handOf(ctx.actor)) ?? yes(change));
    const audience = await findAudience(tx, written.audienceId);
    if (!audience) {
      return refuse('invalid', 'There is no such audience.', {
        errors: [{ path: 'audienceId', message: 'there is no such audience' }],
      });
    }
    mustHaveMinutes(written);
    if ((await announcementsOf(tx, changeId)) >= MOST) {
      refuse('invalid', `A change has at most ${MOST} announcements.`, { next: 'Edit one that was not sent yet.' });
    }
    const made = { ...written, changeId, writtenBy: ctx.actor.id, ...windowOf(change) };
    const announcement = await insertAnnouncement(tx, made, ctx.now);
    const { occasion, minutes, subject, body } = written;
    const parts = { audience: audience.name, occasion, minutes, subject, body };
    await record(tx, ctx, { verb: 'change.announcement_written', object: changeId, rev: change.revision, parts });
    if (release) await letGo(tx, ctx, announcement, change);
    return changeId;
  });
}

function mustHaveMinutes({ occasion, minutes }: { occasion: string; minutes: number | null }): void {
  if ((occasion === 'before') === (minutes !== null)) return;
  const message = minutes === null ? 'how long before the start' : 'only of what goes out before the start';
  refuse('invalid', 'Look at minutes.', { errors: [{ path: 'minutes', message }] });
}

/** What is written anew speaks of the window as it is now. An edit of nothing leaves no trace. */
export const editAnnouncement = (
  ctx: Ctx,
  { announcementId, version, ...given }: Input<typeof editAnnouncementRoute>,
): Promise<string> =>
  onUnsent(ctx, { announcementId, version }, async (tx, before, change) => {
    const said = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
    const after: Stored = { ...before, ...said };
    mustHaveMinutes(after);
    const fields = (['minutes', 'subject', 'body'] as const)
      .filter((field) => before[field] !== after[field])
      .map((field) => ({ field, before: before[field], after: after[field] }));
    const hasMoved = before.windowStart?.getTime() !== change.plannedStart?.getTime();
    if (fields.length === 0 && before.held === null && !hasMoved) return;
    await saveAnnouncement(tx, { ...after, held: null, ...windowOf(change) });
    const parts = { announcement: before.subject, fields };
    await record(tx, ctx, { verb: 'change.announcement_edited', object: change.id, rev: change.revision, parts });
  });

export const releaseAnnouncement = (ctx: Ctx, read: Input<typeof releaseAnnouncementRoute>): Promise<string> =>
  onUnsent(ctx, read, async (tx, announcement, change) => {
    if (announcement.state === 'ready') refuse('announcement_over', 'It is released already.');
    await letGo(tx, ctx, announcement, change);
  });

export const withdrawAnnouncement = (ctx: Ctx, read: Input<typeof releaseAnnouncementRoute>): Promise<string> =>
  onUnsent(ctx, read, async (tx, announcement, change) => {
    await saveAnnouncement(tx, { ...announcement, state: 'withdrawn', held: null });
    const parts = { announcement: announcement.subject };
    await record(tx, ctx, { verb: 'change.announcement_withdrawn', object: change.id, rev: change.revision, parts });
  });

/** Sends what is for now; what is for later is released with the window of this moment, which is the one it speaks of. */
async function letGo(tx: Tx, ctx: Ctx, announcement: Stored, change: Change): Promise<void> {
  const speaking = { ...announcement, ...windowOf(change) };
  must(whyNotRelease(speaking, await standingOf(tx, change), ctx.now) ?? yes(change));
  if (announcement.occasion === 'now') {
    must(await send(tx, ctx, announcement, change));
    return;
  }
  await saveAnnouncement(tx, { ...speaking, state: 'ready', held: null });
  const parts = { announcement: announcement.subject, occasion: announcement.occasion };
  await record(tx, ctx, { verb: 'change.announcement_released', object: change.id, rev: change.revision, parts });
}

type Act = (tx: Tx, announcement: Stored, change: Change) => Promise<void>;

/** Acts on what is not sent yet, as it was read; every act on it holds its change. */
async function onUnsent(ctx: Ctx, { announcementId, version }: { announcementId: string; version: number }, act: Act) {
  requirePermission(ctx.actor, 'change.move');
  return ctx.transaction(async (tx) => {
    const named = await findAnnouncement(tx, announcementId);
    if (!named) return refuse('not_found', 'There is no such announcement, or it is not yours to see.');
    const change = await lockAsRead(tx, ctx, { changeId: named.changeId });
    must(whyNotWrite(change, handOf(ctx.actor)) ?? yes(change));
    const announcement = must(stillAsRead((await findAnnouncement(tx, announcementId)) ?? named, version));
    if (announcement.state === 'sent') refuse('announcement_over', 'It was sent: what was said stays.');
    if (announcement.state === 'withdrawn') refuse('announcement_over', 'It was withdrawn.');
    await act(tx, announcement, change);
    return change.id;
  });
}
