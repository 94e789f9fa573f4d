import type { beginImportRoute, sendPieceRoute } from '@interlock/contract/import-runs.ts';
import type { z } from 'zod';
import { requirePermission } from '../../platform/authorize.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { newId } from '../../platform/ids.ts';
import { must } from '../../platform/refusal.ts';
import { record } from '../audit/index.ts';
import { mayDiscard, mayTakePiece } from './run.rules.ts';
import { addPiece, dropRun, insertRun, lockRun } from './run.store.ts';

/** Says which file is coming. */
export async function beginImport(ctx: Ctx, input: z.output<typeof beginImportRoute.input>): Promise<string> {
  requirePermission(ctx.actor, 'import.run');
  return ctx.transaction(async (tx) => {
    const id = newId('imr');
    await insertRun(tx, { id, ...input, by: ctx.actor, now: ctx.now });
    await record(tx, ctx, { verb: 'import.begun', object: id, parts: { file: input.fileName, bytes: input.bytes } });
    return id;
  });
}

/** Takes the next piece. One that came before, because its answer was lost, changes nothing. */
export async function takePiece(
  ctx: Ctx,
  { runId, from, content }: z.output<typeof sendPieceRoute.input>,
): Promise<{ received: number }> {
  requirePermission(ctx.actor, 'import.run');
  const piece = Buffer.from(content, 'base64');
  return ctx.transaction(async (tx) => {
    const run = await lockRun(tx, runId);
    if (from + piece.length <= run.received && piece.length > 0) return { received: run.received };
    must(mayTakePiece(run, from, piece.length));
    return { received: await addPiece(tx, run, piece.subarray(run.received - from)) };
  });
}

/** Throws the staged file away. */
export async function discardImport(ctx: Ctx, { runId }: { runId: string }): Promise<void> {
  requirePermission(ctx.actor, 'import.run');
  await ctx.transaction(async (tx) => {
    const run = await lockRun(tx, runId);
    must(mayDiscard(run));
    await dropRun(tx, runId);
    await record(tx, ctx, { verb: 'import.discarded', object: runId, parts: { file: run.fileName } });
  });
}
