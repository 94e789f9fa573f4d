import type { raiseChangeRoute } from '@interlock/contract/changes.ts';
import type { z } from 'zod';
import { requirePermission } from '../../platform/authorize.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { bearChange, mustStillSee, proseOf, type ReadWithAct, readWithAct } from '../changes/index.ts';
import { tellOfMentions } from '../discussion/index.ts';

type RaiseChange = z.output<typeof raiseChangeRoute.input>;

type Raised = { changeId: string; read: ReadWithAct | undefined };

/** Somebody asks for a change on the form. */
export async function raiseChange(ctx: Ctx, input: RaiseChange): Promise<Raised> {
  requirePermission(ctx.actor, 'change.raise');
  const { modelId, restricted = false, readerIds = [], ...fields } = input;
  let read: ReadWithAct | undefined;
  const changeId = await ctx.transaction(async (tx) => {
    const change = await bearChange(tx, ctx, { modelId, fields, ...(restricted && { readerIds }) });
    await mustStillSee(tx, ctx, change);
    await tellOfMentions(tx, ctx, { subject: change.id, after: proseOf(change) });
    read = await readWithAct(tx, ctx, change.id, { born: true });
    return change.id;
  });
  return { changeId, read };
}
