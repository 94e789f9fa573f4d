import type { Decision } from '@interlock/contract/approvals.ts';
import { requirePermission } from '../../platform/authorize.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { lockAsRead } from '../change-flow/index.ts';
import type { Guard } from '../change-guards/index.ts';
import { type ReadWithAct, readWithAct } from '../changes/index.ts';
import { voteAndFollow } from './vote.step.ts';

type Voting = {
  changeId: string;
  version: number;
  roundId: string;
  comment: string;
  forPersonId?: string | undefined;
};

/** An approver decides. The vote, the state that follows, and the audit entry commit together or not at all. */
export async function voteOnChange(
  ctx: Ctx,
  guards: readonly Guard[],
  decision: Decision,
  { changeId, version, ...voting }: Voting,
): Promise<ReadWithAct | undefined> {
  requirePermission(ctx.actor, 'change.vote');
  let read: ReadWithAct | undefined;
  await ctx.transaction(async (tx) => {
    const change = await lockAsRead(tx, ctx, { changeId, version });
    await voteAndFollow(tx, ctx, guards, change, { decision, ...voting });
    read = await readWithAct(tx, ctx, changeId);
  });
  return read;
}
