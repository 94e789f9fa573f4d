// Reads: change.
import type { timedEvents } from '@interlock/contract/communication.ts';
import type { Reads } from '../../platform/db.ts';

const SWEEP = 500;
const MINUTE = 60_000;

/** Changes that wait for their start, or are being carried out, and come to their planned instant within so many minutes. */
export async function near(db: Reads, event: (typeof timedEvents)[number], now: Date, minutes: number) {
  const column = event === 'start_near' ? 'planned_start' : 'planned_end';
  const rows = await db
    .selectFrom('change')
    .select(['id', `${column} as at`])
    .where('state_kind', '=', event === 'start_near' ? 'scheduled' : 'implement')
    .where(column, '>', now)
    .where(column, '<=', new Date(now.getTime() + minutes * MINUTE))
    .where('held_at', 'is', null)
    .orderBy(column)
    .limit(SWEEP)
    .execute();
  return rows.flatMap(({ id, at }) => (at ? [{ changeId: id, at }] : []));
}
