import type { linkAccountsRoute } from '@interlock/contract/person-links.ts';
import type { z } from 'zod';
import { requirePermission } from '../../platform/authorize.ts';
import type { Ctx } from '../../platform/ctx.ts';
import type { Tx } from '../../platform/database/db.ts';
import { must } from '../../platform/refusal.ts';
import { isSamePerson } from '../../platform/same-person.ts';
import { record } from '../audit/index.ts';
import { endDeputiesAmong } from '../deputies/index.ts';
import { administratorsForTwo, lockPeople, markLinked, peopleByIds } from '../identity/index.ts';
import { notify } from '../notifications/index.ts';
import { linkAccounts as link, linkedAccounts, linksOf } from '../same-person/index.ts';
import { administratorsJoined, LINKED, mayLink, tellingEach } from './link.rules.ts';

/**
 * An administrator says that two accounts are the same person's. It only takes away, so one may: from this moment they count once,
 * and nobody is their own deputy any more. Of administrators it would make one alone, so these count on for some days.
 */
export async function linkAccounts(
  ctx: Ctx,
  { personId, withId, reason }: z.output<typeof linkAccountsRoute.input>,
): Promise<void> {
  requirePermission(ctx.actor, 'person.manage');
  await ctx.transaction(async (tx) => {
    const people = await lockPeople(tx, [personId, withId]);
    const [one, other] = [people(personId), people(withId)];
    const before = await linkedAccounts(tx);
    must(mayLink(one, other, before));
    const sides = { one: await accountsWith(tx, personId), other: await accountsWith(tx, withId) };
    const { ids, lately } = await administratorsForTwo(tx, ctx.now);
    await markLinked(tx, administratorsJoined(sides, [...ids, ...lately.map(({ id }) => id)]), ctx.now);
    await link(tx, [personId, withId], { reason, by: ctx.actor.id, at: ctx.now });
    const personIds = (await linksOf(tx, personId)).map((account) => account.personId);
    for (const { id, ...ended } of await endDeputiesAmong(tx, personIds, ctx.now)) {
      const parts = { id, deputyId: ended.deputyId, because: 'linked' };
      await record(tx, ctx, { verb: 'deputy.ended', object: ended.personId, parts });
    }
    for (const [object, account] of [
      [personId, other],
      [withId, one],
    ] as const) {
      await record(tx, ctx, { verb: 'person.linked', object, parts: { with: account.id, name: account.name, reason } });
    }
    const named = await peopleByIds(tx, personIds);
    const accounts = personIds.flatMap((id) => named.get(id) ?? []);
    await notify(tx, ctx, ...tellingEach('accounts_linked', accounts, (a, b) => !isSamePerson(before, a, b)));
    await ctx.enqueue(tx, LINKED, `${ctx.requestId}:${personId}:${withId}`, { personIds });
  });
}

const accountsWith = async (tx: Tx, personId: string): Promise<string[]> => [
  ...new Set([personId, ...(await linksOf(tx, personId)).map((account) => account.personId)]),
];
