import type { Reads, Tx } from '../../platform/database/db.ts';
import type { Days, Span } from './deputy.rules.ts';

type NewDeputy = Days & Span & { id: string; personId: string; deputyId: string };

export async function insertDeputy(tx: Tx, { id, personId, deputyId, ...days }: NewDeputy, at: Date): Promise<void> {
  await tx
    .insertInto('deputy')
    .values({
      id,
      person_id: personId,
      deputy_id: deputyId,
      first_day: days.from,
      last_day: days.until,
      zone: days.zone,
      starts_at: days.startsAt,
      ends_at: days.endsAt,
      named_at: at,
    })
    .execute();
}

/** What this person has agreed on and what is not over. */
export async function spansOf(tx: Tx, personId: string, now: Date): Promise<Span[]> {
  return tx
    .selectFrom('deputy')
    .select(['starts_at as startsAt', 'ends_at as endsAt'])
    .where('person_id', '=', personId)
    .where('ended_at', 'is', null)
    .where('ends_at', '>', now)
    .execute();
}

export async function lockDeputy(
  tx: Tx,
  id: string,
): Promise<{ personId: string; deputyId: string; endsAt: Date; endedAt: Date | null } | undefined> {
  return tx
    .selectFrom('deputy')
    .select(['person_id as personId', 'deputy_id as deputyId', 'ends_at as endsAt', 'ended_at as endedAt'])
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
}

export async function endDeputyNow(tx: Tx, id: string, at: Date): Promise<void> {
  await tx.updateTable('deputy').set({ ended_at: at }).where('id', '=', id).execute();
}

/** Nobody ends it until the transaction ends; nothing where it does not hold now. */
export async function holdDeputy(tx: Tx, personId: string, deputyId: string, now: Date): Promise<string | undefined> {
  const row = await tx
    .selectFrom('deputy')
    .select('id')
    .where('person_id', '=', personId)
    .where('deputy_id', '=', deputyId)
    .where('ended_at', 'is', null)
    .where('starts_at', '<=', now)
    .where('ends_at', '>', now)
    .forShare()
    .executeTakeFirst();
  return row?.id;
}

/** Who stands in for these people now. */
export async function deputiesOf(reads: Reads, personIds: readonly string[], now: Date): Promise<string[]> {
  if (personIds.length === 0) return [];
  const rows = await reads
    .selectFrom('deputy')
    .select('deputy_id')
    .distinct()
    .where('person_id', 'in', [...personIds])
    .where('ended_at', 'is', null)
    .where('starts_at', '<=', now)
    .where('ends_at', '>', now)
    .execute();
  return rows.map((row) => row.deputy_id);
}

/** What is agreed on between these people ends; answers what ended. */
export async function endDeputiesAmong(
  tx: Tx,
  people: readonly string[],
  at: Date,
): Promise<{ id: string; personId: string; deputyId: string }[]> {
  return tx
    .updateTable('deputy')
    .set({ ended_at: at })
    .where('person_id', 'in', [...people])
    .where('deputy_id', 'in', [...people])
    .where('ended_at', 'is', null)
    .where('ends_at', '>', at)
    .returning(['id', 'person_id as personId', 'deputy_id as deputyId'])
    .execute();
}

/** Nobody stands in for these people, and they for nobody. */
export async function dropDeputies(tx: Tx, people: readonly string[]): Promise<void> {
  await tx
    .deleteFrom('deputy')
    .where((is) => is.or([is('person_id', 'in', [...people]), is('deputy_id', 'in', [...people])]))
    .execute();
}
