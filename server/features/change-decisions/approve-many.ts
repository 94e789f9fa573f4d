import type { approveManyRoute, BulkVerdict } from '@interlock/contract/decisions.ts';
import type { z } from 'zod';
import { requirePermission } from '../../platform/authorize.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { Refusal, refuse } from '../../platform/refusal.ts';
import { lockAsRead } from '../change-flow/index.ts';
import type { Guard } from '../change-guards/index.ts';
import { voteAndFollow } from './vote.step.ts';

type ApproveMany = z.output<typeof approveManyRoute.input>;
type Item = ApproveMany['items'][number];

const LOWEST = 4;

/**
 * Says yes to several changes of the lowest priority. Each is a vote of its own, in its own transaction, under the same rules as
 * a single one; what is refused holds nothing else back. There is no such way to say no.
 */
export async function approveMany(
  ctx: Ctx,
  guards: readonly Guard[],
  { items, comment }: ApproveMany,
): Promise<BulkVerdict[]> {
  requirePermission(ctx.actor, 'change.vote');
  mustBeDifferent(items);
  const verdicts: BulkVerdict[] = [];
  for (const item of items) verdicts.push(await verdictOn(ctx, guards, item, comment));
  return verdicts;
}

const voteOf = ({ roundId, forPersonId }: Item): string => `${roundId} ${forPersonId ?? ''}`;

/** One vote has one verdict: a second one would say that it was cast twice. */
function mustBeDifferent(items: readonly Item[]): void {
  const votes = items.map(voteOf);
  const repeated = votes.flatMap((vote, at) => (votes.indexOf(vote) < at ? [at] : []));
  if (repeated.length === 0) return;
  refuse('invalid', 'A vote stands in the list more than once.', {
    errors: repeated.map((at) => ({ path: `items.${at}`, message: 'stands above already' })),
    next: 'Name each vote once.',
  });
}

async function verdictOn(ctx: Ctx, guards: readonly Guard[], item: Item, comment: string): Promise<BulkVerdict> {
  const { changeId, version, roundId, forPersonId } = item;
  try {
    await ctx.partTransaction(voteOf(item), async (tx) => {
      const change = await lockAsRead(tx, ctx, { changeId, version });
      if (change.priority !== LOWEST) {
        refuse('not_in_bulk', `${change.number} has priority ${change.priority}.`, {
          next: 'Open it and decide there.',
        });
      }
      await voteAndFollow(tx, ctx, guards, change, { decision: 'approve', roundId, comment, forPersonId });
    });
    return { changeId, done: true, code: null, because: null, next: null };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const { code, because, next = null } = error.no;
    return { changeId, done: false, code, because, next };
  }
}
