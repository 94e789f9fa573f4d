import type { Ctx } from '../../platform/ctx.ts';
import { changesBelow } from './earlier.view.ts';
import { keepWords, lockLeft, saveLeft } from './words.store.ts';

const AT_ONCE = 250;
/** In a minute, so that the clock has time for its other work: a million changes take about three hours. */
const BATCHES = 20;

/** What was written before all words were searched is made searchable, piece by piece; each piece is a transaction of its own. */
export async function takeInEarlierWords(ctx: Ctx): Promise<void> {
  for (let batch = 0; batch < BATCHES; batch++) if (!(await takeIn(ctx))) return;
}

/** False where none is left, or another server does it. */
async function takeIn(ctx: Ctx): Promise<boolean> {
  return ctx.transaction(async (tx) => {
    const below = await lockLeft(tx);
    if (below === undefined) return false;
    const changes = await changesBelow(tx, below, AT_ONCE);
    await keepWords(tx, changes);
    await saveLeft(tx, changes.at(-1)?.number);
    return changes.length > 0;
  });
}
