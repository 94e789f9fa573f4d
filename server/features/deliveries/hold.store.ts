import type { Reads, Tx } from '../../platform/database/db.ts';

export type Hold = { since: Date; because: string };

export const outboundHold = (db: Reads): Promise<Hold | undefined> =>
  db.selectFrom('outbound_hold').select(['since', 'because']).executeTakeFirst();

/** Nothing leaves any more, until it is released. */
export async function holdOutbound(tx: Tx, { since, because }: Hold): Promise<void> {
  await tx
    .insertInto('outbound_hold')
    .values({ single: true, since, because })
    .onConflict((there) => there.column('single').doUpdateSet({ since, because }))
    .execute();
}

/** False where nothing was held. */
export async function releaseOutboundHold(tx: Tx): Promise<boolean> {
  const done = await tx.deleteFrom('outbound_hold').executeTakeFirst();
  return done.numDeletedRows > 0n;
}
