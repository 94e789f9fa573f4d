import type { listVotesToLookAtRoute } from '@interlock/contract/vote-checks.ts';
import type { z } from 'zod';
import { requirePermission } from '../../platform/authorize.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { record } from '../audit/index.ts';
import { votesToLookAt } from './votes-to-look-at.view.ts';

/** Somebody looks at whose votes may not be what they seem. That they did is an event too, at each first page. */
export async function lookAtVotes(ctx: Ctx, asked: z.output<typeof listVotesToLookAtRoute.input>) {
  requirePermission(ctx.actor, 'audit.read');
  if (asked.cursor === undefined) {
    await ctx.transaction((tx) =>
      record(tx, ctx, { verb: 'audit.votes_read', object: ctx.actor.id, parts: { asked } }),
    );
  }
  return votesToLookAt(ctx, asked);
}
