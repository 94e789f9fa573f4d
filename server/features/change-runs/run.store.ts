import { sql } from 'kysely';
import type { Reads, Tx } from '../../platform/database/db.ts';
import { newId } from '../../platform/ids.ts';
import type { Marks } from './run.rules.ts';

const none: Marks = { announcedFor: null, passedFor: null, overranFor: null, overranAt: null };

export async function marksOf(reads: Reads, changeId: string): Promise<Marks> {
  return (await marksOfEach(reads, [changeId]))(changeId);
}

/** The same of several changes at once. */
export async function marksOfEach(reads: Reads, changeIds: readonly string[]): Promise<(changeId: string) => Marks> {
  if (changeIds.length === 0) return () => none;
  const rows = await reads
    .selectFrom('change_run')
    .selectAll()
    .where(sql<boolean>`change_id = any (${changeIds}::text[])`)
    .execute();
  const marks = rows.map((row): [string, Marks] => [
    row.change_id,
    {
      announcedFor: row.announced_for,
      passedFor: row.passed_for,
      overranFor: row.overran_for,
      overranAt: row.overran_at,
    },
  ]);
  const found = new Map(marks);
  return (changeId) => found.get(changeId) ?? none;
}

export async function saveMarks(tx: Tx, changeId: string, marks: Marks): Promise<void> {
  const saved = {
    announced_for: marks.announcedFor,
    passed_for: marks.passedFor,
    overran_for: marks.overranFor,
    overran_at: marks.overranAt,
  };
  await tx
    .insertInto('change_run')
    .values({ change_id: changeId, ...saved })
    .onConflict((known) => known.column('change_id').doUpdateSet(saved))
    .execute();
}

export type Decision = { noReturnAt: Date; words: string; by: string; at: Date };

/** Who went on past a point of no return, the newest first. */
export async function decisionsOf(reads: Reads, changeId: string): Promise<Decision[]> {
  const rows = await reads
    .selectFrom('run_decision')
    .selectAll()
    .where('change_id', '=', changeId)
    .orderBy('id', 'desc')
    .execute();
  return rows.map(({ no_return_at: noReturnAt, words, by, at }) => ({ noReturnAt, words, by, at }));
}

/** The latest point of no return past which somebody has decided to go on. */
export const decidedFor = (decisions: readonly Decision[]): Date | null =>
  decisions.reduce<Date | null>(
    (latest, { noReturnAt }) => (latest === null || noReturnAt > latest ? noReturnAt : latest),
    null,
  );

export async function insertDecision(tx: Tx, changeId: string, decision: Decision): Promise<void> {
  const { noReturnAt, ...said } = decision;
  await tx
    .insertInto('run_decision')
    .values({ id: newId('rdc'), change_id: changeId, no_return_at: noReturnAt, ...said })
    .execute();
}

export async function dropRuns(tx: Tx, changeIds: readonly string[]): Promise<void> {
  await tx
    .deleteFrom('run_decision')
    .where('change_id', 'in', [...changeIds])
    .execute();
  await tx
    .deleteFrom('change_run')
    .where('change_id', 'in', [...changeIds])
    .execute();
}
