import type { KeyObject } from 'node:crypto';
import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import { appended, leafHash, publicBytes, rootOf, signedCheckpoint } from '../../platform/tlog.ts';
import { addLeaves, committedHead, keepCheckpoint, lockHead, openLog, saveHead } from './head.store.ts';
import { brokenParts, unsealed } from './unsealed.view.ts';

const AT_ONCE = 5_000;
/** A busy log is not signed more often than this. */
const APART_SECONDS = 10;

/** Where nothing was ever sealed, the log gets the name that its checkpoints bear. */
export const beginLog = (ctx: Ctx, host: string): Promise<void> => ctx.ownTransaction((tx) => openLog(tx, host));

/**
 * Gives events that are committed their place in the tree, in one snapshot: whatever a transaction that is still open will write
 * is of an xid that the next batch looks at. Answers whether there may be more.
 */
export async function sealBatch(ctx: Ctx, most = AT_ONCE): Promise<boolean> {
  return ctx.ownTransaction(async (tx) => {
    await sql`set transaction isolation level repeatable read`.execute(tx);
    const head = await lockHead(tx);
    const events = head ? await unsealed(tx, head.xminDone, most) : [];
    if (!head || events.length === 0) return false;
    for (const id of await brokenParts(tx, events)) ctx.log.error({ event: id }, 'a part is not what its event says');
    const leaves = events.map(({ id, leaf }) => ({ id, hash: leafHash(leaf) }));
    const peaks = leaves.reduce((edge, { hash }, at) => appended(edge, head.size + at, hash), head.peaks);
    await addLeaves(tx, head, leaves);
    const cut = events.length === most;
    const xminDone = cut ? head.xminDone : head.xmin;
    await saveHead(tx, { size: head.size + leaves.length, root: rootOf(peaks), peaks, xminDone });
    return cut;
  });
}

/** Signs what is committed, and never more. A kill before leaves it to the next run, which signs the same size or a larger one. */
export async function signHead(ctx: Ctx, key: KeyObject, apart = APART_SECONDS): Promise<void> {
  const head = await committedHead(ctx.db, apart > 0 ? new Date(ctx.now.getTime() - apart * 1000) : null);
  if (!head || head.signed || head.size === 0) return;
  await ctx.ownTransaction((tx) => keepCheckpoint(tx, head, signedCheckpoint(head, key), publicBytes(key)));
}
