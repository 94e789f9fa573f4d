// Reads: announcement and announcement_audience; the names of person; groups, rooms and deliveries through their doors.
import type {
  Announcement,
  AnnouncementAudience,
  Announcements,
  draftAnnouncementRoute,
  HeldBackBecause,
  Reach,
} from '@interlock/contract/announcements.ts';
import type { PersonRef } from '@interlock/contract/shared.ts';
import { sql } from 'kysely';
import type { z } from 'zod';
import type { Ctx } from '../../platform/ctx.ts';
import { refuse } from '../../platform/refusal.ts';
import { loadChange, mustSee } from '../changes/index.ts';
import { chatsByIds, troubledBy } from '../deliveries/index.ts';
import { groupsByIds, peopleByIds } from '../identity/index.ts';
import { dueAt, handOf, whyNotWrite } from './announcement.rules.ts';
import { type Audience, audiences, findAudience } from './audience.store.ts';
import { draftOf } from './draft.rules.ts';
import { standingOf } from './standing.view.ts';

export async function audiencesShown(ctx: Ctx): Promise<{ items: AnnouncementAudience[]; mail: boolean }> {
  const found = await audiences(ctx.db);
  return { items: await shownAudiences(ctx, found), mail: ctx.outside.mail !== undefined };
}

export async function audienceShown(ctx: Ctx, audienceId: string): Promise<AnnouncementAudience> {
  const found = await findAudience(ctx.db, audienceId);
  const [shown] = found ? await shownAudiences(ctx, [found]) : [];
  return shown ?? refuse('not_found', 'There is no such audience.');
}

async function shownAudiences(ctx: Ctx, found: readonly Audience[]): Promise<AnnouncementAudience[]> {
  const groups = await groupsByIds(
    ctx.db,
    found.flatMap(({ groupIds }) => groupIds),
  );
  const chats = await chatsByIds(
    ctx.db,
    found.flatMap(({ chatIds }) => chatIds),
  );
  const named = (ids: readonly string[], among: readonly { id: string; name: string }[]) =>
    among.flatMap(({ id, name }) => (ids.includes(id) ? [{ id, name }] : []));
  return found.map((one) => ({
    ...one,
    groups: named(one.groupIds, groups),
    chats: named(one.chatIds, [...chats.values()]),
  }));
}

const person = (id: string) =>
  sql<PersonRef | null>`(select jsonb_build_object('id', p.id, 'name', p.name, 'active', p.active) from person p where p.id = ${sql.ref(id)})`;

export async function announcements(ctx: Ctx, changeId: string): Promise<Announcements> {
  await mustSee(ctx.db, ctx, changeId);
  const change = await loadChange(ctx.db, changeId);
  if (!change) return refuse('not_found', 'There is no such change.');
  const rows = await ctx.db
    .selectFrom('announcement')
    .innerJoin('announcement_audience as audience', 'audience.id', 'audience_id')
    .selectAll('announcement')
    .select('audience.name as audience')
    .select([person('written_by').as('writer'), person('sent_by').as('sender')])
    .where('change_id', '=', changeId)
    .orderBy('announcement.id', 'desc')
    .execute();
  const troubled = await troubledBy(
    ctx.db,
    rows.flatMap(({ id, state }) => (state === 'sent' ? [id] : [])),
  );
  const items = rows.map((row): Announcement => {
    // Checks of the table keep these to their sets.
    const occasion = row.occasion;
    const waiting = { occasion, minutes: row.minutes, windowStart: row.window_start, windowEnd: row.window_end };
    const due = row.state === 'ready' ? dueAt(waiting, change.plannedStart) : null;
    const sent = row.sent_at && { at: row.sent_at.toISOString(), by: row.sender, reach: row.reach as Reach };
    return {
      ...{ id: row.id, audience: { id: row.audience_id, name: row.audience }, occasion, minutes: row.minutes },
      ...{ subject: row.subject, body: row.body, state: row.state },
      held: row.held as HeldBackBecause | null,
      dueAt: due?.toISOString() ?? null,
      writtenBy: row.writer ?? { id: row.written_by, name: row.written_by, active: false },
      writtenAt: row.written_at.toISOString(),
      sent,
      troubled: troubled.get(row.id) ?? 0,
      version: row.version,
    };
  });
  return { items, mayWrite: whyNotWrite(change, handOf(ctx.actor)) === undefined };
}

export async function drafted(
  ctx: Ctx,
  { changeId, audienceId, occasion }: z.output<typeof draftAnnouncementRoute.input>,
) {
  await mustSee(ctx.db, ctx, changeId);
  const change = await loadChange(ctx.db, changeId);
  if (!change) return refuse('not_found', 'There is no such change.');
  const { backingOut } = await standingOf(ctx.db, change);
  const assignee = change.assigneeId
    ? (await peopleByIds(ctx.db, [change.assigneeId])).get(change.assigneeId)
    : undefined;
  return draftOf(audienceId, occasion, { change, assignee: assignee?.name ?? null, backingOut });
}
