import { permissionsGiven } from '@interlock/contract/permissions.ts';
import { sql } from 'kysely';
import type { Reads, Tx } from '../../platform/database/db.ts';
import { newId } from '../../platform/ids.ts';
import { refuse } from '../../platform/refusal.ts';
import { peopleByIds } from '../identity/index.ts';
import type { Fact } from './improvement.rules.ts';

export type Stored = Fact & {
  id: string;
  number: string;
  subject: string;
  title: string;
  words: string;
  dueOn: string;
  version: number;
};

export const numberOf = (number: string): string => `IMP-${number}`;

/** Every act on an improvement takes this lock first. */
export async function lockImprovement(tx: Tx, improvementId: string): Promise<Stored | undefined> {
  const row = await tx
    .selectFrom('improvement')
    .selectAll()
    .select(sql<string>`to_char(due_on, 'YYYY-MM-DD')`.as('due'))
    .where('id', '=', improvementId)
    .forUpdate()
    .executeTakeFirst();
  return (
    row && {
      id: row.id,
      number: numberOf(row.number),
      subject: row.subject,
      title: row.title,
      words: row.words,
      ownerId: row.owner_id,
      dueOn: row.due,
      state: row.state,
      outcome: row.outcome,
      raisedBy: row.raised_by,
      version: row.version,
    }
  );
}

export type Written = Pick<Stored, 'title' | 'words' | 'ownerId' | 'dueOn'>;

export async function insertImprovement(
  tx: Tx,
  subject: string,
  { title, words, ownerId, dueOn }: Written,
  by: string,
  at: Date,
): Promise<{ id: string; number: string }> {
  const { id, number } = await tx
    .insertInto('improvement')
    .values({
      id: newId('imp'),
      ...{ subject, title, words, owner_id: ownerId, due_on: dueOn, state: 'open' },
      ...{ raised_by: by, created_at: at, updated_at: at },
    })
    .returning(['id', 'number'])
    .executeTakeFirstOrThrow();
  return { id, number: numberOf(number) };
}

export async function saveImprovement(tx: Tx, { id, ...after }: Stored, at: Date): Promise<void> {
  await tx
    .updateTable('improvement')
    .set({
      ...{ title: after.title, words: after.words, owner_id: after.ownerId, due_on: after.dueOn },
      ...{ state: after.state, outcome: after.outcome, updated_at: at, version: sql`version + 1` },
    })
    .where('id', '=', id)
    .execute();
}

/** An owner is active, may write on what they own, and sees what it was learnt from. */
export async function mustOwn(reads: Reads, ownerId: string, sees: () => Promise<boolean>): Promise<void> {
  const wrong = (message: string): never =>
    refuse('invalid', 'Somebody else has to own it.', { errors: [{ path: 'ownerId', message }] });
  const owner = (await peopleByIds(reads, [ownerId])).get(ownerId);
  if (!owner) return wrong('no such person');
  if (!owner.active) return wrong('this person is deactivated');
  if (!permissionsGiven(owner.roles).has('change.comment')) return wrong('this person only reads');
  if (!(await sees())) wrong('this person may not see the change');
}

/** What was learnt from these goes with them. */
export async function dropImprovements(tx: Tx, subjects: readonly string[]): Promise<void> {
  await tx
    .deleteFrom('improvement')
    .where('subject', 'in', [...subjects])
    .execute();
}
