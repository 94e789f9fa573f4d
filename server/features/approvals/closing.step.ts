import type { Ctx } from '../../platform/ctx.ts';
import type { Tx } from '../../platform/database/db.ts';
import type { Round } from './round.rules.ts';
import { closeRound } from './round.store.ts';

type Falling = { round: Pick<Round, 'id'>; fellBy?: readonly string[] };

/** Closes rounds because what they rest on is no longer so. Their votes stay on record and count for nothing. */
export async function voidRounds(tx: Tx, ctx: Ctx, falling: readonly Falling[], because: string): Promise<void> {
  for (const { round, fellBy = [] } of falling) {
    await closeRound(tx, round.id, { status: 'voided', note: because, at: ctx.now, fellBy });
  }
}

/** A round that was still open when its time was up asks nobody any more. It has approved nothing. */
export async function closeExpired(tx: Tx, ctx: Ctx, round: Pick<Round, 'id'>): Promise<void> {
  await closeRound(tx, round.id, { status: 'expired', note: 'Nobody decided before the planned start', at: ctx.now });
}
