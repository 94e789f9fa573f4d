import type { ChatChannel, chatFormats } from '@interlock/contract/deliveries.ts';
import { sql } from 'kysely';
import { isUniqueViolation, type Reads, type Tx } from '../../platform/database/db.ts';
import { refuse } from '../../platform/refusal.ts';

export type Chat = ChatChannel & { sealedUrl: Buffer };
export type ChatFormat = (typeof chatFormats)[number];

const select = (db: Reads) =>
  db
    .selectFrom('chat_channel')
    .select(['id', 'name', 'format', 'host', 'active', 'version', 'sealed_url as sealedUrl']);

type Row = NonNullable<Awaited<ReturnType<ReturnType<typeof select>['executeTakeFirst']>>>;
const chatOf = (row: Row): Chat => ({ ...row, format: row.format as ChatFormat });

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
      .where('id', '=', id)
      .execute(),
  );
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
