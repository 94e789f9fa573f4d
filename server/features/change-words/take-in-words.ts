import type { Ctx } from '../../platform/ctx.ts';
import { changesAmong, changesBelow } from './numbered.view.ts';
import { dropWords, keepWords, lockLeft, saveLeft, takeDue } from './words.store.ts';

const AT_ONCE = 250;
/** In a minute, so that the clock has time for its other work: a million changes take about three hours. */
const BATCHES = 20;

/**
 * What was written since the last time is made searchable, and then what was written before all words were searched; piece by piece,
 * each in a transaction of its own. The clock runs it on one server at a time, so what is newest is written last.
 */
export async function takeInWords(ctx: Ctx): Promise<void> {
  for (let batch = 0; batch < BATCHES; batch++) if (!(await takeInDue(ctx)) && !(await takeInEarlier(ctx))) return;
}

async function takeInDue(ctx: Ctx): Promise<boolean> {
  return ctx.transaction(async (tx) => {
    const ids = await takeDue(tx, AT_ONCE);
    const there = await changesAmong(tx, ids);
    await keepWords(tx, there);
    await dropWords(
      tx,
      ids.filter((id) => !there.some((change) => change.id === id)),
    );
    return ids.length > 0;
  });
}

/** False where none is left, or another server does it. */
async function takeInEarlier(ctx: Ctx): Promise<boolean> {
  return ctx.transaction(async (tx) => {
    const below = await lockLeft(tx);
    if (below === undefined) return false;
    const changes = await changesBelow(tx, below, AT_ONCE);
    await keepWords(tx, changes);
    await saveLeft(tx, changes.at(-1)?.number);
    return changes.length > 0;
  });
}
