import type { editImprovementRoute } from '@interlock/contract/improvements.ts';
import { sql } from 'kysely';
import type { z } from 'zod';
import { requirePermission } from '../../platform/authorize.ts';
import type { Ctx } from '../../platform/ctx.ts';
import type { Reads, Tx } from '../../platform/database/db.ts';
import { must, refuse, yes } from '../../platform/refusal.ts';
import { record } from '../audit/index.ts';
import { stillAsRead } from '../identity/index.ts';
import { notify } from '../notifications/index.ts';
import { whyNotBecome, whyNotEdit } from './improvement.rules.ts';
import { lockImprovement, mustOwn, type Stored, saveImprovement } from './improvement.store.ts';
import { handOf, type MayKnowOf } from './improvements.view.ts';

type EditImprovement = z.output<typeof editImprovementRoute.input>;

/** Who may know of a subject, as those know who know it. */
export type Seen = {
  mayKnowOf: MayKnowOf;
  whoSees: (reads: Reads, subject: string, personIds: readonly string[], now: Date) => Promise<ReadonlySet<string>>;
};

const notTheirs = 'There is no such improvement, or it is not yours to see.';

/** Another owner, another day, or another state. An edit of nothing leaves no trace. */
export async function editImprovement(
  ctx: Ctx,
  { mayKnowOf, whoSees }: Seen,
  { improvementId, version, ...given }: EditImprovement,
): Promise<void> {
  requirePermission(ctx.actor, 'change.comment');
  await ctx.transaction(async (tx) => {
    const found = await lockImprovement(tx, improvementId);
    if (!found || !(await knows(tx, ctx, mayKnowOf, improvementId))) return refuse('not_found', notTheirs);
    const before = must(stillAsRead(found, version));
    must(whyNotEdit(before, handOf(ctx.actor)) ?? yes(before));
    const said = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
    const after: Stored = { ...before, ...said };
    const fields = (['title', 'words', 'ownerId', 'dueOn', 'state', 'outcome'] as const)
      .filter((field) => before[field] !== after[field])
      .map((field) => ({ field, before: before[field], after: after[field] }));
    if (fields.length === 0) return;
    must(whyNotBecome(before, after) ?? yes(after));
    const isHanded = after.ownerId !== before.ownerId;
    if (isHanded) {
      await mustOwn(tx, after.ownerId, async () =>
        (await whoSees(tx, after.subject, [after.ownerId], ctx.now)).has(after.ownerId),
      );
    }
    await saveImprovement(tx, after, ctx.now);
    await record(tx, ctx, {
      verb: 'improvement.edited',
      object: after.subject,
      parts: { improvement: `${after.number} ${after.title}`, fields },
    });
    if (!isHanded) return;
    const parts = { words: after.title };
    await notify(tx, ctx, { kind: 'improvement_given', subject: after.subject, to: [after.ownerId], parts });
  });
}

async function knows(tx: Tx, ctx: Ctx, mayKnowOf: MayKnowOf, improvementId: string): Promise<boolean> {
  const row = await tx
    .selectFrom('improvement')
    .select(sql<number>`1`.as('one'))
    .where('id', '=', improvementId)
    .where(mayKnowOf(ctx, 'improvement.subject'))
    .executeTakeFirst();
  return row !== undefined;
}
