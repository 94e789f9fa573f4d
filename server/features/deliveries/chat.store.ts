import type { ChatChannel } from '@interlock/contract/deliveries.ts';
import { sql } from 'kysely';
import { isUniqueViolation, type Reads, type Tx } from '../../platform/database/db.ts';
import { refuse } from '../../platform/refusal.ts';
import { restUntil } from './delivery.rules.ts';

export type Chat = ChatChannel & { sealedUrl: Buffer };

const select = (db: Reads) =>
  db
    .selectFrom('chat_channel')
    .select(['id', 'name', 'format', 'host', 'active', 'version', 'sealed_url as sealedUrl']);

type Row = NonNullable<Awaited<ReturnType<ReturnType<typeof select>['executeTakeFirst']>>>;
const chatOf = (row: Row): Chat => row;

export async function findChat(db: Reads, chatId: string): Promise<Chat | undefined> {
  const row = await select(db).where('id', '=', chatId).executeTakeFirst();
  return row && chatOf(row);
}

/** Unknown ids are left out. */
export async function chatsByIds(db: Reads, ids: readonly string[]): Promise<Map<string, Chat>> {
  if (ids.length === 0) return new Map();
  const rows = await select(db)
    .where('id', 'in', [...new Set(ids)])
    .execute();
  return new Map(rows.map((row) => [row.id, chatOf(row)]));
}

export async function lockChat(tx: Tx, chatId: string): Promise<Chat> {
  const row = await select(tx).where('id', '=', chatId).forUpdate().executeTakeFirst();
  return row ? chatOf(row) : refuse('not_found', 'There is no such room.');
}

export async function insertChat(tx: Tx, { sealedUrl, ...chat }: Chat, now: Date): Promise<void> {
  await named(chat.name, () =>
    tx
      .insertInto('chat_channel')
      .values({ ...chat, sealed_url: sealedUrl, created_at: now })
      .execute(),
  );
}

export async function saveChat(tx: Tx, { id, name, format, host, active, sealedUrl }: Chat): Promise<void> {
  await named(name, () =>
    tx
      .updateTable('chat_channel')
      .set({ name, format, host, active, sealed_url: sealedUrl, version: sql`version + 1` })
      .set({ slow_tries: 0, rests_until: null })
      .where('id', '=', id)
      .execute(),
  );
}

/** Whether a room is left alone at this moment, because it took too long again and again. */
export async function restOf(db: Reads, chatId: string, now: Date) {
  const row = await db
    .selectFrom('chat_channel')
    .select(['slow_tries as slowTries', 'rests_until as until'])
    .where('id', '=', chatId)
    .where('rests_until', '>', now)
    .executeTakeFirst();
  return row?.until ? { slowTries: row.slowTries, until: row.until } : undefined;
}

/** Counts how often in a row a room took too long. */
export async function noteSpeed(tx: Tx, chatId: string, slow: boolean, now: Date): Promise<void> {
  const row = await tx
    .updateTable('chat_channel')
    .set(slow ? { slow_tries: sql`slow_tries + 1` } : { slow_tries: 0, rests_until: null })
    .where('id', '=', chatId)
    .$if(!slow, (query) => query.where('slow_tries', '>', 0))
    .returning('slow_tries')
    .executeTakeFirst();
  const until = row && restUntil(row.slow_tries, now);
  if (!until) return;
  await tx.updateTable('chat_channel').set({ rests_until: until }).where('id', '=', chatId).execute();
}

/** Somebody has seen to it: the room is tried again. Where it still takes too long, its next rest is a longer one. */
export async function endRest(tx: Tx, chatId: string): Promise<void> {
  await tx.updateTable('chat_channel').set({ rests_until: null }).where('id', '=', chatId).execute();
}

async function named<T>(name: string, write: () => Promise<T>): Promise<T> {
  try {
    return await write();
  } catch (error) {
    if (!isUniqueViolation(error, 'chat_channel_name')) throw error;
    return refuse('name_taken', `There is a room called ${name} already.`, {
      errors: [{ path: 'name', message: 'taken already' }],
    });
  }
}
