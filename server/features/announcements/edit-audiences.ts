import { isDeepStrictEqual } from 'node:util';
import type { addAudienceRoute, editAudienceRoute } from '@interlock/contract/announcements.ts';
import type { z } from 'zod';
import { requirePermission } from '../../platform/authorize.ts';
import type { Ctx } from '../../platform/ctx.ts';
import type { Tx } from '../../platform/database/db.ts';
import { newId } from '../../platform/ids.ts';
import { must, refuse } from '../../platform/refusal.ts';
import { record } from '../audit/index.ts';
import { chatsByIds } from '../deliveries/index.ts';
import { groupsByIds, stillAsRead } from '../identity/index.ts';
import {
  type Audience,
  audiences,
  dropAudience,
  insertAudience,
  lockAudience,
  saveAudience,
} from './audience.store.ts';

const MOST = 50;

export async function addAudience(ctx: Ctx, given: z.output<typeof addAudienceRoute.input>): Promise<string> {
  requirePermission(ctx.actor, 'communication.edit');
  return ctx.transaction(async (tx) => {
    if ((await audiences(tx)).length >= MOST) refuse('invalid', `There are ${MOST} audiences already.`);
    await mustReach(tx, given);
    const id = newId('aud');
    await insertAudience(tx, { ...given, id, shipped: false, version: 1 }, ctx.now);
    await record(tx, ctx, { verb: 'audience.added', object: id, rev: 1, parts: given });
    return id;
  });
}

/** An edit of nothing leaves no trace. */
export async function editAudience(
  ctx: Ctx,
  { audienceId, version, ...given }: z.output<typeof editAudienceRoute.input>,
): Promise<void> {
  requirePermission(ctx.actor, 'communication.edit');
  await ctx.transaction(async (tx) => {
    const before = must(stillAsRead(await lockAudience(tx, audienceId), version));
    const after: Audience = { ...before, ...Object.fromEntries(Object.entries(given).filter(([, said]) => said)) };
    const fields = (['name', 'addresses', 'groupIds', 'chatIds'] as const)
      .filter((field) => !isDeepStrictEqual(before[field], after[field]))
      .map((field) => ({ field, before: before[field], after: after[field] }));
    if (fields.length === 0) return;
    await mustReach(tx, after);
    await saveAudience(tx, after, ctx.now);
    const parts = { name: after.name, fields };
    await record(tx, ctx, { verb: 'audience.edited', object: audienceId, rev: version + 1, parts });
  });
}

export async function deleteAudience(ctx: Ctx, { audienceId }: { audienceId: string }): Promise<void> {
  requirePermission(ctx.actor, 'communication.edit');
  await ctx.transaction(async (tx) => {
    const { name, shipped } = await lockAudience(tx, audienceId);
    if (shipped) refuse('audience_kept', `${name} came along with Interlock and stays.`);
    if (!(await dropAudience(tx, audienceId))) {
      refuse('audience_kept', `Something was announced to ${name}: it stays with it.`);
    }
    await record(tx, ctx, { verb: 'audience.deleted', object: audienceId, parts: { name } });
  });
}

/** Groups and rooms that are there, and each once. */
async function mustReach(
  tx: Tx,
  { addresses, groupIds, chatIds }: Pick<Audience, 'addresses' | 'groupIds' | 'chatIds'>,
) {
  const groups = await groupsByIds(tx, groupIds);
  const chats = await chatsByIds(tx, chatIds);
  const isTwice = (all: readonly string[], at: number) =>
    all.findIndex((one) => one.toLowerCase() === all[at]?.toLowerCase()) < at;
  const errors = [
    ...addresses.flatMap((_one, at) =>
      isTwice(addresses, at) ? [{ path: `addresses.${at}`, message: 'it is there twice' }] : [],
    ),
    ...groupIds.flatMap((one, at) =>
      groups.some(({ id }) => id === one) ? [] : [{ path: `groupIds.${at}`, message: 'there is no such group' }],
    ),
    ...chatIds.flatMap((one, at) =>
      chats.has(one) ? [] : [{ path: `chatIds.${at}`, message: 'there is no such room' }],
    ),
  ];
  if (errors.length > 0) refuse('invalid', 'It cannot be reached there.', { errors });
}
