import type { Reach } from '@interlock/contract/announcements.ts';
import type { Ctx } from '../../platform/ctx.ts';
import type { Tx } from '../../platform/database/db.ts';
import { no, type Verdict, yes } from '../../platform/refusal.ts';
import { record } from '../audit/index.ts';
import { type Change, whoSees } from '../changes/index.ts';
import { chatsByIds, type NewDelivery, queue } from '../deliveries/index.ts';
import { activeMembersOf, addressesOf, peopleByIds } from '../identity/index.ts';
import { notify } from '../notifications/index.ts';
import { markSent, type Stored } from './announcement.store.ts';
import { type Audience, findAudience } from './audience.store.ts';

type Recipients = { people: { id: string; demo: boolean }[]; addresses: string[]; rooms: string[] };

/**
 * Whom an audience reaches now, each once. Without a mail server nobody is reached by mail. What a made-up person wrote is read
 * by made-up people alone, and never leaves the house.
 */
async function recipientsOf(tx: Tx, ctx: Ctx, audience: Audience, writtenBy: string): Promise<Recipients> {
  const { groupIds, addresses, chatIds } = audience;
  const members = new Set<string>();
  for (const groupId of groupIds) for (const { id } of (await activeMembersOf(tx, groupId)) ?? []) members.add(id);
  const known = await peopleByIds(tx, [...members, writtenBy]);
  const people = [...known.values()].filter(({ id }) => members.has(id));
  if (known.get(writtenBy)?.demo) return { people: people.filter(({ demo }) => demo), addresses: [], rooms: [] };
  const own = await addressesOf(tx, [...members]);
  const chats = await chatsByIds(tx, chatIds);
  return {
    people,
    addresses: ctx.outside.mail ? addresses.filter((address) => !own.has(address.toLowerCase())) : [],
    rooms: chatIds.filter((id) => chats.get(id)?.active),
  };
}

/** Sends an announcement as it is written: a mail or a post each, and the bell of those who see the change. Made-up people get no mail. */
export async function send(tx: Tx, ctx: Ctx, announcement: Stored, change: Change): Promise<Verdict<Reach>> {
  const audience = await findAudience(tx, announcement.audienceId);
  const to = audience && (await recipientsOf(tx, ctx, audience, announcement.writtenBy));
  if (!audience || !to || to.people.length + to.addresses.length + to.rooms.length === 0) return nobody(ctx, audience);
  const { id, subject, body } = announcement;
  const byId = ctx.actor.kind === 'person' ? ctx.actor.id : null;
  const one = {
    ...{ kind: 'announcement' as const, subject: change.id, byId, parts: { announcement: id } },
    ...{ at: ctx.now, dueAt: ctx.now, daily: false, sealed: null, key: `announcement:${id}` },
  };
  const mailed = ctx.outside.mail ? to.people.filter(({ demo }) => !demo) : [];
  await queue(tx, ctx, [
    ...mailed.map(({ id: personId }): NewDelivery => ({ ...one, personId })),
    ...to.addresses.map((address): NewDelivery => ({ ...one, address })),
    ...to.rooms.map((chatId): NewDelivery => ({ ...one, chatId })),
  ]);
  const ids = to.people.map((person) => person.id);
  const seeing = [...(await whoSees(tx, change.id, ids, ctx.now))];
  await notify(tx, ctx, { kind: 'announced', subject: change.id, to: seeing, parts: { words: subject }, key: one.key });
  const reach = { people: to.people.length, addresses: to.addresses.length, rooms: to.rooms.length };
  await markSent(tx, id, { at: ctx.now, by: byId, reach });
  const parts = { audience: audience.name, occasion: announcement.occasion, subject, body, reach };
  await record(tx, ctx, { verb: 'change.announced', object: change.id, rev: change.revision, parts });
  return yes(reach);
}

function nobody(ctx: Ctx, audience: Audience | undefined): Verdict<never> {
  const name = audience?.name ?? 'This audience';
  const isMute = !ctx.outside.mail && (audience?.addresses.length ?? 0) > 0;
  return isMute
    ? no('announcement_nobody', `${name} is reached by mail alone, and no mail server is set.`, {
        next: 'Whoever runs Interlock sets SMTP_URL; a group or a room is reached without it.',
      })
    : no('announcement_nobody', `${name} reaches nobody yet.`, {
        next: 'A change manager or an administrator says on the page Communication where it is reached.',
      });
}
