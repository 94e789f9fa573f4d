import type { RecurringChange } from '@interlock/contract/recurring.ts';
import { type Selectable, sql } from 'kysely';
import type { Tx } from '../../platform/database/db.ts';
import type { RecurringChange as RecurringTable } from '../../platform/database/tables.d.ts';
import { isHeld, type Recurrence, slotsAfter, windowOf } from '../../platform/recurrence.ts';
import { must, refuse } from '../../platform/refusal.ts';
import { instantOf, localOf } from '../../platform/time.ts';
import { stillAsRead } from '../identity/index.ts';
import { dueBefore, isSameNight } from './recurring.rules.ts';

export type Recurring = {
  id: string;
  templateId: string;
  name: string;
  ownerId: string;
  state: RecurringChange['state'];
  pausedBecause: string | null;
  rule: string;
  window: { start: string; end: string; zone: string };
  until: string | null;
  leadDays: number;
  fields: RecurringChange['fields'];
  nextSlot: string | null;
  dueAt: Date | null;
  version: number;
};

/** `as` is the database's edge: the fields came through the contract. */
export const recurringOf = (row: Selectable<RecurringTable>): Recurring => ({
  id: row.id,
  templateId: row.template_id,
  name: row.name,
  ownerId: row.owner_id,
  state: row.state,
  pausedBecause: row.paused_because,
  rule: row.rule,
  window: { start: row.starts_local, end: row.ends_local, zone: row.zone },
  until: row.until,
  leadDays: row.lead_days,
  fields: row.fields as Recurring['fields'],
  nextSlot: row.next_slot,
  dueAt: row.due_at,
  version: row.version,
});

const columnsOf = (recurring: Recurring) => ({
  name: recurring.name,
  owner_id: recurring.ownerId,
  state: recurring.state,
  paused_because: recurring.pausedBecause,
  rule: recurring.rule,
  starts_local: recurring.window.start,
  ends_local: recurring.window.end,
  zone: recurring.window.zone,
  until: recurring.until,
  lead_days: recurring.leadDays,
  fields: JSON.stringify(recurring.fields),
  next_slot: recurring.nextSlot,
  due_at: recurring.dueAt,
});

export const recurrenceOf = ({ rule, window, until }: Pick<Recurring, 'rule' | 'window' | 'until'>): Recurrence => ({
  rule,
  start: window.start,
  until,
});

const startOf = ({ window }: Recurring, slot: string): Date => instantOf(windowOf(slot, window).start, window.zone);

const waitingForSlot = (recurring: Recurring, slot: string | undefined): Recurring =>
  slot === undefined || !isHeld(windowOf(slot, recurring.window))
    ? { ...recurring, nextSlot: null, dueAt: null }
    : { ...recurring, nextSlot: slot, dueAt: dueBefore(startOf(recurring, slot), recurring.leadDays) };

/** As it waits for the window after the one that it waits for now. */
export const waitingForNext = (recurring: Recurring): Recurring =>
  waitingForSlot(recurring, slotsAfter(recurrenceOf(recurring), recurring.nextSlot, 1)[0]);

/** No rule has more slots than this in a day and a night. */
const OF_A_DAY = 4;

/** As it waits for the first window that begins from now on. What began before is left out. */
export function waitingFrom(recurring: Recurring, now: Date): Recurring {
  const yesterday = localOf(new Date(now.getTime() - 25 * 3600_000), recurring.window.zone);
  const after = yesterday < recurring.window.start ? null : yesterday;
  const slots = slotsAfter(recurrenceOf(recurring), after, OF_A_DAY);
  return waitingForSlot(
    recurring,
    slots.find((slot) => startOf(recurring, slot) >= now),
  );
}

/** The windows to come, from the one that it waits for. */
export function windowsOf(recurring: Recurring, most: number) {
  if (recurring.nextSlot === null) return [];
  const more = slotsAfter(recurrenceOf(recurring), recurring.nextSlot, most - 1);
  return windowsShown([recurring.nextSlot, ...more], recurring.window);
}

/** What the clocks show in the window of each slot, and when that is; of those that end in a year that is held. */
export const windowsShown = (slots: readonly string[], first: Recurring['window']) =>
  slots
    .map((slot) => windowOf(slot, first))
    .filter(isHeld)
    .map((window) => {
      const at = (local: string) => instantOf(local, window.zone).toISOString();
      return { ...window, startsAt: at(window.start), endsAt: at(window.end) };
    });

/** Every act on a recurring change takes this lock first. Whoever read it says which version that was. */
export async function lockRecurring(tx: Tx, recurringId: string, version?: number): Promise<Recurring> {
  const row = await tx
    .selectFrom('recurring_change')
    .selectAll()
    .where('id', '=', recurringId)
    .forUpdate()
    .executeTakeFirst();
  if (!row) return refuse('not_found', 'There is no such recurring change.');
  must(stillAsRead(row, version));
  return recurringOf(row);
}

export async function insertRecurring(tx: Tx, recurring: Recurring, at: Date): Promise<void> {
  await tx
    .insertInto('recurring_change')
    .values({ ...columnsOf(recurring), id: recurring.id, template_id: recurring.templateId, created_at: at })
    .execute();
}

export async function saveRecurring(tx: Tx, recurring: Recurring): Promise<void> {
  await tx
    .updateTable('recurring_change')
    .set({ ...columnsOf(recurring), version: sql`version + 1` })
    .where('id', '=', recurring.id)
    .execute();
}

type Raised = { recurringId: string; slot: string; changeId: string; at: Date };

export async function insertSlot(tx: Tx, { recurringId, slot, changeId, at }: Raised): Promise<void> {
  await tx
    .insertInto('recurring_slot')
    .values({ recurring_id: recurringId, slot, change_id: changeId, raised_at: at })
    .execute();
}

/** The slots from a day before `slot` on of which a change is raised. */
async function raisedAround(tx: Tx, recurringId: string, slot: string): Promise<string[]> {
  const dayBefore = localOf(new Date(Date.parse(`${slot}:00Z`) - 24 * 3600_000), 'UTC');
  const found = await tx
    .selectFrom('recurring_slot')
    .select('slot')
    .where('recurring_id', '=', recurringId)
    .where('slot', '>', dayBefore)
    .execute();
  return found.map((row) => row.slot);
}

/** A night is known by itself and not by its hour: a window that was moved raises no night anew. */
export async function isRaised(tx: Tx, recurringId: string, slot: string): Promise<boolean> {
  return (await raisedAround(tx, recurringId, slot)).some((raised) => isSameNight(raised, slot));
}

/** As it waits for the first window from where it stands now of whose night no change is raised yet. */
export async function waitingForUnraised(tx: Tx, recurring: Recurring): Promise<Recurring> {
  let waiting = recurring;
  if (waiting.nextSlot === null) return waiting;
  const raised = await raisedAround(tx, waiting.id, waiting.nextSlot);
  const isKnown = (slot: string) => raised.some((one) => isSameNight(one, slot));
  while (waiting.nextSlot !== null && isKnown(waiting.nextSlot)) waiting = waitingForNext(waiting);
  return waiting;
}

type Dropped = { people: readonly string[]; changes: readonly string[] };

/** What recurs in the name of these people ends for good; of what others planned, only these changes are forgotten. */
export async function dropRecurring(tx: Tx, { people, changes }: Dropped): Promise<void> {
  const theirs = tx
    .selectFrom('recurring_change')
    .select('id')
    .where('owner_id', 'in', [...people]);
  await tx
    .deleteFrom('recurring_slot')
    .where((is) => is.or([is('recurring_id', 'in', theirs), is('change_id', 'in', [...changes])]))
    .execute();
  await tx
    .deleteFrom('recurring_change')
    .where('owner_id', 'in', [...people])
    .execute();
}
