import type { addChatRoute, editChatRoute } from '@interlock/contract/deliveries.ts';
import type { z } from 'zod';
import { requirePermission } from '../../platform/authorize.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { newId } from '../../platform/ids.ts';
import { refuse } from '../../platform/refusal.ts';
import { record } from '../audit/index.ts';
import { type Chat, endRest, findChat, insertChat, lockChat, saveChat } from './chat.store.ts';
import { queue } from './queue.step.ts';

/** A room that rules can post to. Its address is sealed before it is stored, and nothing ever shows it again. */
export async function addChat(ctx: Ctx, { name, format, url }: z.output<typeof addChatRoute.input>): Promise<string> {
  requirePermission(ctx.actor, 'communication.edit');
  return ctx.transaction(async (tx) => {
    const id = newId('cht');
    await insertChat(tx, { id, name, format, ...addressOf(ctx, id, url), active: true, version: 1 }, ctx.now);
    await record(tx, ctx, { verb: 'chat.added', object: id, rev: 1, parts: { name, format, host: hostOf(url) } });
    return id;
  });
}

export async function editChat(ctx: Ctx, { chatId, version, url, ...given }: z.output<typeof editChatRoute.input>) {
  requirePermission(ctx.actor, 'communication.edit');
  await ctx.transaction(async (tx) => {
    const before = await lockChat(tx, chatId);
    if (before.version !== version) {
      refuse('changed_meanwhile', `${before.name} was changed after you loaded it.`, { next: 'Load it again.' });
    }
    const said = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
    // An edit of nothing leaves no trace. An address that is given is another one: what there is cannot be read.
    if (url === undefined && Object.entries(said).every(([name, value]) => before[name as keyof Chat] === value))
      return;
    const after: Chat = { ...before, ...said, ...(url !== undefined && addressOf(ctx, chatId, url)) };
    await saveChat(tx, after);
    const { name, format, host, active } = after;
    const parts = { name, format, host, active, ...(url !== undefined && { addressReplaced: true }) };
    await record(tx, ctx, { verb: 'chat.edited', object: chatId, rev: version + 1, parts });
  });
}

/** Somebody tries whether a post arrives. What comes of it stands with the deliveries. */
export async function testChat(ctx: Ctx, { chatId }: { chatId: string }): Promise<void> {
  requirePermission(ctx.actor, 'communication.edit');
  await ctx.transaction(async (tx) => {
    const chat = await findChat(tx, chatId);
    if (!chat) return refuse('not_found', 'There is no such room.');
    await endRest(tx, chatId);
    const about = { subject: null, byId: ctx.actor.id, parts: {}, sealed: null, daily: false };
    await queue(tx, ctx, [{ chatId, kind: 'test', ...about, at: ctx.now, dueAt: ctx.now, key: newId('tst') }]);
    await record(tx, ctx, { verb: 'chat.tried', object: chatId, parts: { name: chat.name } });
  });
}

const hostOf = (url: string): string => new URL(url).host;

const addressOf = (ctx: Ctx, chatId: string, url: string) => ({
  host: hostOf(url),
  sealedUrl: ctx.outside.secrets.seal(url, chatId),
});
