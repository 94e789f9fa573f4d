import type { confirmUnlinkingRoute, unlinkAccountRoute } from '@interlock/contract/person-links.ts';
import type { z } from 'zod';
import { requirePermission, requireSession } from '../../platform/authorize.ts';
import type { Ctx } from '../../platform/ctx.ts';
import type { Tx } from '../../platform/database/db.ts';
import { must, refuse } from '../../platform/refusal.ts';
import { record } from '../audit/index.ts';
import { administratorsForTwo, lockPeople, mayDoAlone, peopleByIds } from '../identity/index.ts';
import { notify } from '../notifications/index.ts';
import { type Link, linkedAccounts, linksOf, saveUnlinking, unlinkAccount as unlink } from '../same-person/index.ts';
import { beforeLinking, confirmersOf, mayConfirm, tellingEach } from './link.rules.ts';

/** An administrator wants an account to be somebody else's again. Where another one could look at it, it waits for them. */
export async function unlinkAccount(
  ctx: Ctx,
  { personId, reason }: z.output<typeof unlinkAccountRoute.input>,
): Promise<void> {
  requirePermission(ctx.actor, 'person.manage');
  requireSession(ctx.actor);
  await ctx.transaction(async (tx) => {
    const { name, account, accounts } = await lockLinked(tx, personId);
    if (account.unlinking) {
      refuse('changed_meanwhile', 'Somebody has proposed it already.', {
        next: 'Another administrator decides on it.',
      });
    }
    const [administrators, linked] = [await administratorsForTwo(tx, ctx.now), await linkedAccounts(tx)];
    const confirmers = confirmersOf({ proposedBy: ctx.actor.id, accounts }, administrators.ids, linked);
    if (confirmers.length === 0 && mayDoAlone(beforeLinking(administrators), ctx.actor.id, linked).ok)
      return apart(tx, ctx, personId, { reason, alone: true });
    await saveUnlinking(tx, personId, { by: ctx.actor.id, at: ctx.now, because: reason });
    await record(tx, ctx, { verb: 'person.unlinking_proposed', object: personId, parts: { name, reason } });
    await notify(tx, ctx, { kind: 'unlinking_proposed', subject: personId, to: confirmers, parts: { words: reason } });
  });
}

type Decided = z.output<typeof confirmUnlinkingRoute.input>;

/** Another administrator, who is not the person concerned, lets the account be unlinked. */
export async function confirmUnlinking(ctx: Ctx, { personId }: Decided): Promise<void> {
  requirePermission(ctx.actor, 'person.manage');
  requireSession(ctx.actor);
  await ctx.transaction(async (tx) => {
    const { account, accounts } = await lockLinked(tx, personId);
    const { by, because } = mustWait(account);
    const [administrators, linked] = [await administratorsForTwo(tx, ctx.now), await linkedAccounts(tx)];
    const { alone } = must(mayConfirm({ proposedBy: by, accounts }, ctx.actor.id, administrators.ids, linked));
    if (alone) must(mayDoAlone(beforeLinking(administrators), ctx.actor.id, linked));
    await apart(tx, ctx, personId, { reason: because, proposedBy: by, alone });
  });
}

/** It stays linked: another administrator does not want it, or whoever proposed it takes it back. */
export async function declineUnlinking(ctx: Ctx, { personId }: Decided): Promise<void> {
  requirePermission(ctx.actor, 'person.manage');
  await ctx.transaction(async (tx) => {
    const { name, account } = await lockLinked(tx, personId);
    const { by } = mustWait(account);
    await saveUnlinking(tx, personId, null);
    await record(tx, ctx, { verb: 'person.unlinking_declined', object: personId, parts: { name, proposedBy: by } });
  });
}

async function lockLinked(tx: Tx, personId: string) {
  const people = await lockPeople(tx, [personId]);
  const links = await linksOf(tx, personId);
  const account = links.find((link) => link.personId === personId);
  if (!account) return refuse('not_found', 'This account is linked with no other.');
  return { name: people(personId).name, account, accounts: links.map((link) => link.personId) };
}

const mustWait = ({ unlinking }: Link) =>
  unlinking ?? refuse('not_found', 'Nobody has proposed to unlink this account.');

async function apart(tx: Tx, ctx: Ctx, personId: string, parts: Record<string, unknown>): Promise<void> {
  const links = (await linksOf(tx, personId)).map((link) => link.personId);
  await unlink(tx, personId);
  const from = links.filter((id) => id !== personId);
  await record(tx, ctx, { verb: 'person.unlinked', object: personId, parts: { from, ...parts } });
  const named = await peopleByIds(tx, links);
  const accounts = links.flatMap((id) => named.get(id) ?? []);
  const areParted = (one: string, other: string) => one !== other && [one, other].includes(personId);
  await notify(tx, ctx, ...tellingEach('accounts_unlinked', accounts, areParted));
}
