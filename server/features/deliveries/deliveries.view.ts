// Reads: delivery, chat_channel and outbound_hold of deliveries; the names of person.
import {
  type ChatChannel,
  type Delivery,
  deliveryStates,
  type listDeliveriesRoute,
  type Outbound,
} from '@interlock/contract/deliveries.ts';
import type { PersonRef } from '@interlock/contract/shared.ts';
import { type RawBuilder, type SqlBool, sql } from 'kysely';
import type { z } from 'zod';
import type { Ctx } from '../../platform/ctx.ts';
import { keyOf, pageOf } from '../../platform/database/pages.ts';
import { refuse } from '../../platform/refusal.ts';
import { findChat } from './chat.store.ts';
import { outboundHold } from './hold.store.ts';
import { subjectLabel } from './subject-label.view.ts';

/** Whether the one who asks may know of what a delivery is about. It comes from a later feature. */
export type MayKnowOf = (ctx: Ctx, object: string) => RawBuilder<SqlBool>;

type Asked = z.output<typeof listDeliveriesRoute.input>;

/** The newest first; what is about a change that is not theirs to see is not there. */
export async function deliveries(ctx: Ctx, mayKnowOf: MayKnowOf, { cursor, limit, state, channel }: Asked) {
  const after = keyOf(cursor, ['instant', 'text']);
  const rows = await ctx.db
    .selectFrom('delivery')
    .leftJoin('person', 'person.id', 'delivery.person_id')
    .leftJoin('chat_channel', 'chat_channel.id', 'delivery.chat_id')
    .select([
      'delivery.id',
      'delivery.kind',
      'delivery.state',
      'at',
      'due_at',
      'ended_at',
      'tries',
      'problem',
      'subject',
    ])
    .select(['chat_id', 'chat_channel.name as chat', 'address', subjectLabel('delivery.subject').as('label')])
    .select(
      sql<PersonRef | null>`case when person.id is not null then
      jsonb_build_object('id', person.id, 'name', person.name, 'active', person.active) end`.as('person'),
    )
    .where((is) => is.or([is('delivery.subject', 'is', null), mayKnowOf(ctx, 'delivery.subject')]))
    .$if(state !== undefined, (query) => query.where('delivery.state', 'in', state ?? []))
    .$if(channel !== undefined, (query) => query.where('delivery.chat_id', channel === 'mail' ? 'is' : 'is not', null))
    .$if(after !== undefined, (query) =>
      query.where(sql<boolean>`(delivery.at, delivery.id) < (${after?.[0] ?? ''}::timestamptz, ${after?.[1] ?? ''})`),
    )
    .orderBy('delivery.at', 'desc')
    .orderBy('delivery.id', 'desc')
    .limit(limit + 1)
    .execute();
  return pageOf(
    rows,
    limit,
    (row) => [row.at.toISOString(), row.id],
    // `as`: only kinds of the contract are delivered.
    ({ id, kind, state: stands, tries, problem, ...row }): Delivery => ({
      ...{ id, kind: kind as Delivery['kind'], state: stands, tries, problem },
      to: recipientOf(row),
      about: row.subject === null ? null : { id: row.subject, label: row.label },
      at: row.at.toISOString(),
      dueAt: row.due_at?.toISOString() ?? null,
      endedAt: row.ended_at?.toISOString() ?? null,
    }),
  );
}

type To = { person: PersonRef | null; address: string | null; chat_id: string | null; chat: string | null };

function recipientOf({ person, address, chat_id, chat }: To): Delivery['to'] {
  if (person) return { person };
  return address === null ? { chat: { id: chat_id ?? '', name: chat ?? '' } } : { address };
}

const MOST_COUNTED = 1000;
const WEEK_MS = 7 * 24 * 3600_000;

/** How sending goes. Each state is counted by itself, so that no count reads more than it says. */
export async function outbound(ctx: Ctx, mayKnowOf: MayKnowOf): Promise<Outbound> {
  const hold = await outboundHold(ctx.db);
  const late = await ctx.db
    .selectFrom('delivery')
    .select('due_at')
    .where('due_at', '<', new Date(ctx.now.getTime() - 5 * 60_000))
    .where('state', 'in', ['waiting', 'sending'])
    .where((is) => is.or([is('subject', 'is', null), mayKnowOf(ctx, 'delivery.subject')]))
    .orderBy('due_at')
    .limit(1)
    .executeTakeFirst();
  const counts = await Promise.all(deliveryStates.map(async (state) => [state, await count(ctx, mayKnowOf, state)]));
  return {
    mail: ctx.outside.mail ? { from: ctx.outside.mail.from } : null,
    held: hold ? { since: hold.since.toISOString(), because: hold.because } : null,
    counts: Object.fromEntries(counts),
    lateSince: late?.due_at?.toISOString() ?? null,
  };
}

async function count(ctx: Ctx, mayKnowOf: MayKnowOf, state: Delivery['state']): Promise<number> {
  const some = ctx.db
    .selectFrom('delivery')
    .select('id')
    .where('state', '=', state)
    .where((is) => is.or([is('due_at', 'is not', null), is('at', '>', new Date(ctx.now.getTime() - WEEK_MS))]))
    .where((is) => is.or([is('subject', 'is', null), mayKnowOf(ctx, 'delivery.subject')]))
    .orderBy('at', 'desc')
    .limit(MOST_COUNTED);
  const { n } = await ctx.db
    .selectFrom(some.as('some'))
    .select((is) => is.fn.countAll<string>().as('n'))
    .executeTakeFirstOrThrow();
  return Number(n);
}

export async function chats(ctx: Ctx, { cursor, limit }: { cursor?: string | undefined; limit: number }) {
  const after = keyOf(cursor, ['text', 'text']);
  const rows = await ctx.db
    .selectFrom('chat_channel')
    .select(['id', 'name', 'format', 'host', 'active', 'version', sql<string>`lower(name)`.as('sort')])
    .$if(after !== undefined, (query) => query.where(sql<boolean>`(lower(name), id) > (${after?.[0]}, ${after?.[1]})`))
    .orderBy(sql`lower(name)`)
    .orderBy('id')
    .limit(limit + 1)
    .execute();
  return pageOf(
    rows,
    limit,
    (row) => [row.sort, row.id],
    ({ sort: _, ...row }): ChatChannel => row,
  );
}

export async function chatShown(ctx: Ctx, chatId: string): Promise<ChatChannel> {
  const chat = await findChat(ctx.db, chatId);
  if (!chat) return refuse('not_found', 'There is no such room.');
  const { sealedUrl: _, ...shown } = chat;
  return shown;
}
