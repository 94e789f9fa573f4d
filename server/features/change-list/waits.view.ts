import type { ChangeRow } from '@interlock/contract/changes.ts';
import type { Wait } from '@interlock/contract/wait.ts';
import type { Ctx } from '../../platform/ctx.ts';

/** What each of these changes waits for; it comes from those who know what holds a change back. */
export type WaitsOf = (ctx: Ctx, changeIds: readonly string[]) => Promise<ReadonlyMap<string, Wait | null>>;

/** What is over waits for nothing, and is not looked at. */
export async function withWaits(ctx: Ctx, waitsOf: WaitsOf, rows: readonly ChangeRow[]): Promise<ChangeRow[]> {
  const live = rows.filter(({ state }) => state.kind !== 'closed' && state.kind !== 'cancelled');
  const waits = await waitsOf(
    ctx,
    live.map(({ id }) => id),
  );
  return rows.map((row) => ({ ...row, wait: waits.get(row.id) ?? null }));
}
