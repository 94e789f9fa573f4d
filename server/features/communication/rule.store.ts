import type { Audience, RuleInput } from '@interlock/contract/communication.ts';
import type { StateKind } from '@interlock/contract/models.ts';
import type { NotificationKind } from '@interlock/contract/notifications.ts';
import { sql } from 'kysely';
import { isUniqueViolation, type Reads, type Tx } from '../../platform/database/db.ts';
import { refuse } from '../../platform/refusal.ts';

export type Rule = RuleInput & { id: string; shipped: boolean; version: number };

const select = (db: Reads) =>
  db
    .selectFrom('telling_rule')
    .select(['id', 'name', 'events', 'minutes', 'condition', 'audience', 'bell', 'mail', 'pace', 'urgent', 'active'])
    .select(['state_kinds as stateKinds', 'group_id as groupId', 'chat_ids as chatIds', 'shipped', 'version']);

type Row = NonNullable<Awaited<ReturnType<ReturnType<typeof select>['executeTakeFirst']>>>;

/** The database's edge: what stands in these columns was written from these types. */
const ruleOf = (row: Row): Rule => ({
  ...row,
  events: row.events as NotificationKind[],
  stateKinds: row.stateKinds as StateKind[],
  audience: row.audience as Audience[],
  pace: row.pace,
});

/** All of them: there are some dozens. */
export async function allRules(db: Reads): Promise<Rule[]> {
  const rows = await select(db).orderBy('shipped', 'desc').orderBy('name').orderBy('id').execute();
  return rows.map(ruleOf);
}

export const activeRules = async (db: Reads): Promise<Rule[]> => (await allRules(db)).filter(({ active }) => active);

export async function findRule(db: Reads, ruleId: string): Promise<Rule | undefined> {
  const row = await select(db).where('id', '=', ruleId).executeTakeFirst();
  return row && ruleOf(row);
}

export async function lockRule(tx: Tx, ruleId: string): Promise<Rule> {
  const row = await select(tx).where('id', '=', ruleId).forUpdate().executeTakeFirst();
  return row ? ruleOf(row) : refuse('not_found', 'There is no such rule.');
}

const columnsOf = ({ stateKinds, groupId, chatIds, ...rest }: RuleInput) => ({
  ...rest,
  state_kinds: stateKinds,
  group_id: groupId,
  chat_ids: chatIds,
});

export async function insertRule(tx: Tx, { id, shipped, version, ...rule }: Rule, now: Date): Promise<void> {
  await named(rule.name, () =>
    tx
      .insertInto('telling_rule')
      .values({ ...columnsOf(rule), id, shipped, version, changed_at: now })
      .execute(),
  );
}

export async function saveRule(tx: Tx, { id, shipped: _, version: __, ...rule }: Rule, now: Date): Promise<void> {
  await named(rule.name, () =>
    tx
      .updateTable('telling_rule')
      .set({ ...columnsOf(rule), version: sql`version + 1`, changed_at: now })
      .where('id', '=', id)
      .execute(),
  );
}

export async function dropRule(tx: Tx, ruleId: string): Promise<void> {
  await tx.deleteFrom('telling_rule').where('id', '=', ruleId).execute();
}

async function named<T>(name: string, write: () => Promise<T>): Promise<T> {
  try {
    return await write();
  } catch (error) {
    if (!isUniqueViolation(error, 'telling_rule_name')) throw error;
    return refuse('name_taken', `There is a rule called ${name} already.`, {
      errors: [{ path: 'name', message: 'taken already' }],
    });
  }
}
