import { type RawBuilder, type SqlBool, sql } from 'kysely';
import type { Db, Tx } from '../../platform/database/db.ts';
import { givenUpBefore, nextTry } from './untold.rules.ts';

/** Acts that were put off and whose next try has come, the oldest first. */
export async function actsDue(db: Db, now: Date, limit: number): Promise<string[]> {
  const rows = await db
    .selectFrom('notice')
    .select('act')
    .where('due_at', '<=', now)
    .groupBy('act')
    .orderBy((notice) => notice.fn.min('at'))
    .limit(limit)
    .execute();
  return rows.map(({ act }) => act);
}

const LONGEST = 300;

/** Neither put off to later nor given up. */
export const isToBeTold = (now: Date): RawBuilder<SqlBool> =>
  sql`given_up_at is null and (due_at is null or due_at <= ${now})`;

/**
 * Puts an act off that could not be told on, or gives it up. Undefined where somebody else has told it or put it off meanwhile.
 */
export async function putOff(tx: Tx, act: string, { problem, now }: { problem: string; now: Date }) {
  const left = await tx
    .selectFrom('notice')
    .select('tries')
    .where('act', '=', act)
    .where(isToBeTold(now))
    .orderBy('id')
    .forUpdate()
    .execute();
  if (left.length === 0) return undefined;
  const tries = Math.max(...left.map((one) => one.tries)) + 1;
  const dueAt = nextTry(tries, now);
  const givenUp = dueAt === null;
  await tx
    .updateTable('notice')
    .set({ tries, due_at: dueAt, given_up_at: givenUp ? now : null, problem: problem.slice(0, LONGEST) })
    .where('act', '=', act)
    .execute();
  return { tries, givenUp };
}

/** The act of this notice is one of the next to be told again. False where it is not among those put off. */
export async function takeUpAgain(tx: Tx, noticeId: string): Promise<boolean> {
  const done = await tx
    .updateTable('notice')
    .set({ tries: 0, due_at: null, given_up_at: null })
    .where('act', 'in', (notice) => notice.selectFrom('notice').select('act').where('id', '=', noticeId))
    .where('tries', '>', 0)
    .executeTakeFirst();
  return done.numUpdatedRows > 0n;
}

export async function forgetGivenUp(db: Db, now: Date): Promise<void> {
  await db.deleteFrom('notice').where('given_up_at', '<', givenUpBefore(now)).execute();
}
