import type { startImportRoute } from '@interlock/contract/import-runs.ts';
import type { startIncidentsRoute } from '@interlock/contract/incident-imports.ts';
import type { z } from 'zod';
import { requirePermission } from '../../platform/authorize.ts';
import type { Ctx } from '../../platform/ctx.ts';
import type { Tx } from '../../platform/database/db.ts';
import { must, refuse } from '../../platform/refusal.ts';
import { record } from '../audit/index.ts';
import { modelOfMap, mustFit } from '../imports/index.ts';
import { mustFitIncidents } from '../incident-imports/index.ts';
import { textOf } from './file.view.ts';
import { isUnderWay, mayStart } from './run.rules.ts';
import { askToCancel, CARRY_OUT, lockRun, type RunMap, startTurn } from './run.store.ts';

/** Has the whole file read, by a job: to report, or to take it in. */
export async function startImport(
  ctx: Ctx,
  { runId, map, write }: z.output<typeof startImportRoute.input>,
): Promise<void> {
  requirePermission(ctx.actor, 'import.run');
  await start(ctx, { runId, map: { holds: 'changes', map }, write }, async (tx) =>
    mustFit(() => textOf(tx, runId, map.encoding), map, await modelOfMap(tx, map.model)),
  );
}

/** As `startImport`, of a file of incidents. */
export async function startIncidents(
  ctx: Ctx,
  { runId, map, write }: z.output<typeof startIncidentsRoute.input>,
): Promise<void> {
  requirePermission(ctx.actor, 'import.run');
  await start(ctx, { runId, map: { holds: 'incidents', map }, write }, (tx) =>
    mustFitIncidents(() => textOf(tx, runId, map.encoding), map),
  );
}

type Start = { runId: string; map: RunMap; write: boolean };

/** Everything that may be against it is asked within: a repeat of what was started is answered as the first time. */
async function start(ctx: Ctx, { runId, map, write }: Start, fits: (tx: Tx) => Promise<void>): Promise<void> {
  await ctx.transaction(async (tx) => {
    const run = await lockRun(tx, runId);
    must(mayStart(run));
    await fits(tx);
    const state = write ? 'importing' : 'checking';
    const turn = await startTurn(tx, ctx, run, { map, state });
    const verb = write ? 'import.started' : 'import.check_started';
    await record(tx, ctx, {
      verb,
      object: runId,
      parts: { file: run.fileName, holds: map.holds, source: map.map.source },
    });
    await ctx.enqueue(tx, CARRY_OUT, `${runId}:${turn}`, { runId, turn });
  });
}

/** Stops it: whoever is at work hears of it at the next rows, and nothing of it stands. */
export async function cancelImport(ctx: Ctx, { runId }: { runId: string }): Promise<void> {
  requirePermission(ctx.actor, 'import.run');
  await ctx.transaction(async (tx) => {
    const run = await lockRun(tx, runId);
    if (!isUnderWay(run.state)) return refuse('import_state', 'Nothing is running that could be cancelled.');
    await askToCancel(tx, runId);
    await record(tx, ctx, { verb: 'import.cancelled', object: runId, parts: { file: run.fileName } });
  });
}
