// Reads: the links of accounts and the names of people, through the doors of their features.
import type { LinkedAccount, LinkedAccounts } from '@interlock/contract/person-links.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { administratorsForTwo, mayDoAlone, peopleByIds } from '../identity/index.ts';
import { type Link, linkedAccounts, linksOf } from '../same-person/index.ts';
import { beforeLinking, mayConfirm } from './link.rules.ts';

/** The accounts that are one person's with this one, in the order in which they were linked. */
export async function accountsOf(ctx: Ctx, personId: string): Promise<LinkedAccounts> {
  const links = await linksOf(ctx.db, personId);
  if (links.length === 0) return { accounts: [] };
  const ids = links.flatMap(({ personId: id, linkedBy, unlinking }) => [
    id,
    linkedBy,
    ...(unlinking ? [unlinking.by] : []),
  ]);
  const people = await peopleByIds(ctx.db, ids);
  const ref = (id: string) => ({ id, name: people.get(id)?.name ?? id, active: people.get(id)?.active ?? false });
  const sees = ctx.actor.permissions.has('person.manage') || ctx.actor.permissions.has('audit.read');
  const accounts = links.map((link) => link.personId);
  const administrators = await administratorsForTwo(ctx.db, ctx.now);
  const linked = await linkedAccounts(ctx.db);
  const unlinkingShown = ({ unlinking }: Link): LinkedAccount['unlinking'] => {
    if (!unlinking || !sees) return null;
    const two = mayConfirm({ proposedBy: unlinking.by, accounts }, ctx.actor.id, administrators.ids, linked);
    const verdict = two.ok && two.value.alone ? mayDoAlone(beforeLinking(administrators), ctx.actor.id, linked) : two;
    const may = verdict.ok && ctx.actor.permissions.has('person.manage');
    return {
      by: ref(unlinking.by),
      at: unlinking.at.toISOString(),
      because: unlinking.because,
      mayConfirm: may,
      mayNotBecause: verdict.ok ? null : verdict.because,
    };
  };
  return {
    accounts: links.map((link) => ({
      person: ref(link.personId),
      reason: sees ? link.reason : null,
      linkedBy: ref(link.linkedBy),
      linkedAt: link.linkedAt.toISOString(),
      unlinking: unlinkingShown(link),
    })),
  };
}
