import { sql } from 'kysely';
import type { Reads, Tx } from '../../platform/database/db.ts';

export const FILL = 'demo.fill';

export type Demo = {
  state: 'filling' | 'filled' | 'failed';
  turn: number;
  seed: string;
  months: number;
  askedBy: string;
  askedAt: Date;
  done: number;
  planned: number | null;
  groupIds: string[];
  templateIds: string[];
  problem: string | null;
};

const select = (reads: Reads) =>
  reads
    .selectFrom('demo')
    .select(['state', 'turn', 'seed', 'months', 'asked_by as askedBy', 'asked_at as askedAt', 'done', 'planned'])
    .select(['group_ids as groupIds', 'template_ids as templateIds', 'problem']);

type Row = Awaited<ReturnType<ReturnType<typeof select>['executeTakeFirstOrThrow']>>;
const demoOf = (row: Row): Demo => row;

export async function findDemo(reads: Reads): Promise<Demo | undefined> {
  const row = await select(reads).executeTakeFirst();
  return row && demoOf(row);
}

type Asked = { seed: string; months: number; askedBy: string; at: Date };

/** A new turn. Answers it, so that the job of an earlier one does nothing more. */
export async function beginDemo(tx: Tx, { seed, months, askedBy, at }: Asked): Promise<number> {
  const row = {
    ...{ state: 'filling' as const, seed, months, asked_by: askedBy, asked_at: at, started_at: at },
    ...{ done: 0, planned: null, problem: null, attempts: 0 },
  };
  const { turn } = await tx
    .insertInto('demo')
    .values(row)
    .onConflict((there) => there.column('one').doUpdateSet({ ...row, turn: sql`demo.turn + 1` }))
    .returning('turn')
    .executeTakeFirstOrThrow();
  return turn;
}

/** Nobody else fills or removes until the transaction ends. False where somebody does. */
export async function holdDemo(tx: Tx): Promise<boolean> {
  const { rows } = await sql<{ held: boolean }>`
    select pg_try_advisory_xact_lock(hashtextextended('demo', 0)) as held`.execute(tx);
  return rows[0]?.held ?? false;
}

/** Told outside of the filling's own transaction, so that it stands however that ends. Answers how often it was begun. */
export async function countAttempt(reads: Reads, turn: number): Promise<number> {
  const row = await reads
    .updateTable('demo')
    .set({ attempts: sql`attempts + 1` })
    .where('turn', '=', turn)
    .returning('attempts')
    .executeTakeFirst();
  return row?.attempts ?? 0;
}

/** How far it is, told outside of the filling's own transaction. */
export async function beat(reads: Reads, turn: number, at: { done: number; planned: number }): Promise<void> {
  await reads.updateTable('demo').set(at).where('turn', '=', turn).execute();
}

type Ended = { state: 'filled'; groupIds: string[]; templateIds: string[] } | { state: 'failed'; problem: string };

export async function endDemo(tx: Tx, turn: number, ended: Ended): Promise<void> {
  const made = ended.state === 'filled' && { group_ids: ended.groupIds, template_ids: ended.templateIds };
  await tx
    .updateTable('demo')
    .set({ state: ended.state, problem: ended.state === 'failed' ? ended.problem : null, ...made })
    .where('turn', '=', turn)
    .execute();
}

/** The turn of a filling that was asked for before this moment and has not ended. */
export async function unfinishedTurn(reads: Reads, before: Date): Promise<number | undefined> {
  const row = await reads
    .selectFrom('demo')
    .select('turn')
    .where('state', '=', 'filling')
    .where('started_at', '<', before)
    .executeTakeFirst();
  return row?.turn;
}

export async function dropDemo(tx: Tx): Promise<void> {
  await tx.deleteFrom('demo').execute();
}
