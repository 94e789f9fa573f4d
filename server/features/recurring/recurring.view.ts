// Reads: recurring_change, recurring_slot, template, change, person, person_group.
import type { listRaisedRoute, listRecurringRoute, RecurringChange } from '@interlock/contract/recurring.ts';
import { sql } from 'kysely';
import type { z } from 'zod';
import type { Ctx } from '../../platform/ctx.ts';
import type { Reads } from '../../platform/database/db.ts';
import { keyOf, pageOf } from '../../platform/database/pages.ts';
import { isRule, slotsAfter } from '../../platform/recurrence.ts';
import { refuse } from '../../platform/refusal.ts';
import { instantOf, isLocalTime } from '../../platform/time.ts';
import { changeRows, shownRows } from '../change-list/index.ts';
import { visibleTo } from '../changes/index.ts';
import { groupsByIds, peopleByIds } from '../identity/index.ts';
import { dueBefore, mayKeep } from './recurring.rules.ts';
import { type Recurring, recurringOf, windowsOf, windowsShown } from './recurring.store.ts';

/** Recurring changes of which a window is due, the longest due first. */
export async function dueRecurring(reads: Reads, now: Date, limit: number) {
  return reads
    .selectFrom('recurring_change')
    .select('id')
    .where('state', '=', 'active')
    .where('due_at', '<=', now)
    .orderBy('due_at')
    .limit(limit)
    .execute();
}

const rows = (reads: Reads) =>
  reads
    .selectFrom('recurring_change')
    .innerJoin('template', 'template.id', 'recurring_change.template_id')
    .selectAll('recurring_change')
    .select(['template.name as template_name', sql<string>`lower(recurring_change.name)`.as('sort_name')]);

type Row = Awaited<ReturnType<ReturnType<typeof rows>['execute']>>[number];

async function shown(ctx: Ctx, found: readonly Row[]): Promise<RecurringChange[]> {
  const all = found.map((row) => ({ row, recurring: recurringOf(row) }));
  const ids = all.flatMap(({ recurring }) => idsIn(recurring));
  const people = await peopleByIds(ctx.db, [...ids, ...all.map(({ recurring }) => recurring.ownerId)]);
  const groups = new Map((await groupsByIds(ctx.db, ids)).map(({ id, name }) => [id, name]));
  const otherwise = await raisedOtherwise(
    ctx,
    all.map(({ row }) => row.id),
  );
  const nameOf = (id: string) => people.get(id)?.name ?? groups.get(id) ?? id;
  return all.map(({ row, recurring }) => {
    const { ownerId, templateId, nextSlot: _slot, dueAt: _due, ...rest } = recurring;
    const [next] = recurring.state === 'active' ? windowsOf(recurring, 1) : [];
    return {
      ...rest,
      template: { id: templateId, name: row.template_name },
      owner: { id: ownerId, name: nameOf(ownerId), active: people.get(ownerId)?.active ?? false },
      names: Object.fromEntries(idsIn(recurring).map((id) => [id, nameOf(id)])),
      next: next ? { ...next, raisedAt: dueBefore(new Date(next.startsAt), recurring.leadDays).toISOString() } : null,
      otherHours: otherwise.get(row.id) ?? 0,
      mayKeep: ctx.actor.permissions.has('change.raise') && mayKeep(ownerId, ctx.actor),
    };
  });
}

/** How many changes each has raised ahead that are not planned for the hours which its window has now. */
async function raisedOtherwise(ctx: Ctx, ids: readonly string[]): Promise<Map<string, number>> {
  const clock = (column: string) => sql`substr(${sql.ref(column)}, 12)`;
  const found = await ctx.db
    .selectFrom('recurring_slot')
    .innerJoin('recurring_change', 'recurring_change.id', 'recurring_slot.recurring_id')
    .innerJoin('change', 'change.id', 'recurring_slot.change_id')
    .select(['recurring_change.id', sql<number>`count(*)::int`.as('count')])
    .where('recurring_change.id', '=', sql<string>`any (${ids}::text[])`)
    .where('change.planned_start', '>', ctx.now)
    .where('change.state_kind', 'not in', ['closed', 'cancelled'])
    .where(
      sql<boolean>`(change.window_zone, ${clock('change.window_start_local')}, ${clock('change.window_end_local')})
        <> (recurring_change.zone, ${clock('recurring_change.starts_local')}, ${clock('recurring_change.ends_local')})`,
    )
    .groupBy('recurring_change.id')
    .execute();
  return new Map(found.map(({ id, count }) => [id, count]));
}

const idsIn = ({ fields }: Recurring): string[] =>
  [...JSON.stringify(fields).matchAll(/"((?:usr|grp)_[0-9a-z_]+)"/g)].flatMap(([, id]) => id ?? []);

/** By name. */
export async function recurringChanges(
  ctx: Ctx,
  { cursor, limit, template, state }: z.output<typeof listRecurringRoute.input>,
) {
  const after = keyOf(cursor, ['text', 'text']);
  const found = await rows(ctx.db)
    .$if(template !== undefined, (query) => query.where('recurring_change.template_id', '=', template ?? ''))
    .$if(state !== undefined, (query) => query.where('recurring_change.state', 'in', state ?? []))
    .$if(after !== undefined, (query) =>
      query.where(
        sql<boolean>`(lower(recurring_change.name) collate "und-x-icu", recurring_change.id) > (${after?.[0] ?? ''}::text collate "und-x-icu", ${after?.[1] ?? ''}::text)`,
      ),
    )
    .orderBy(sql`lower(recurring_change.name) collate "und-x-icu"`)
    .orderBy('recurring_change.id')
    .limit(limit + 1)
    .execute();
  const page = pageOf(
    found,
    limit,
    (row) => [row.sort_name, row.id],
    (row) => row,
  );
  return { items: await shown(ctx, page.items), next: page.next };
}

const WINDOWS = 10;

export async function recurringChange(ctx: Ctx, recurringId: string) {
  const row = await rows(ctx.db).where('recurring_change.id', '=', recurringId).executeTakeFirst();
  const [found] = row ? await shown(ctx, [row]) : [];
  if (!row || !found) return refuse('not_found', 'There is no such recurring change.');
  return { ...found, slots: found.state === 'active' ? windowsOf(recurringOf(row), WINDOWS) : [] };
}

type Preview = { rule: string; start: string; end: string; zone: string; until?: string | undefined };

/** What a rule means, before anything is planned by it. */
export function preview({ rule, until, ...window }: Preview) {
  const recurrence = { rule, start: window.start, until: until ?? null };
  const refuseAt = (path: string, message: string) => refuse('invalid', message, { errors: [{ path, message }] });
  for (const edge of ['start', 'end'] as const)
    if (!isLocalTime(window[edge])) return refuseAt(edge, 'no calendar has this day');
  if (instantOf(window.end, window.zone) <= instantOf(window.start, window.zone))
    return refuseAt('end', 'the end must come after the start');
  if (!isRule(recurrence)) return refuseAt('rule', 'by the day, week, month or year, and one that comes');
  const slots = windowsShown(slotsAfter(recurrence, null, WINDOWS), window);
  if (slots.length === 0 && recurrence.until === null) return refuseAt('rule', 'no window of it comes');
  return { slots };
}

/** The changes that it has raised and that one may see. */
export async function raisedChanges(ctx: Ctx, { recurringId, cursor, limit }: z.output<typeof listRaisedRoute.input>) {
  const before = keyOf(cursor, ['text'])?.[0];
  const found = await changeRows(ctx.db)
    .innerJoin('recurring_slot', 'recurring_slot.change_id', 'change.id')
    .select(['recurring_slot.slot', 'recurring_slot.raised_at'])
    .where('recurring_slot.recurring_id', '=', recurringId)
    .where(visibleTo(ctx))
    .$if(before !== undefined, (query) => query.where('recurring_slot.slot', '<', before ?? ''))
    .orderBy('recurring_slot.slot', 'desc')
    .limit(limit + 1)
    .execute();
  const page = pageOf(
    found,
    limit,
    (row) => [row.slot],
    (row) => row,
  );
  const changes = await shownRows(ctx, page.items);
  return {
    next: page.next,
    items: page.items.flatMap(({ slot, raised_at }, at) => {
      const change = changes[at];
      if (!change) return [];
      const { id, number, title, state } = change;
      return [{ slot, raisedAt: raised_at.toISOString(), change: { id, number, title, stateName: state.name } }];
    }),
  };
}
