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

/** Where a batch that was cut off left it: the last event, and the xid before which all was decided when the walk began. */
export type Walk = { after: string; decided: string };

/**
 * Gives events that are committed their place in the tree, in one snapshot: whatever a transaction that is still open will write
 * is of an xid that the next walk looks at. Answers where to go on when there may be more: so each event is looked at once,
 * however many wait.
 */
export async function sealBatch(ctx: Ctx, most = AT_ONCE, walk: Walk | null = null): Promise<Walk | null> {
  return ctx.ownTransaction(async (tx) => {
    await sql`set transaction isolation level repeatable read`.execute(tx);
    const head = await lockHead(tx);
    if (!head) return null;
    const { events, next } = await unsealed(tx, head.xminDone, most, walk?.after);
    const decided = walk?.decided ?? head.xmin;
    if (events.length === 0 && !walk) return null;
    for (const id of await brokenParts(tx, events)) ctx.log.error({ event: id }, 'a part is not what its event says');
    const leaves = events.map(({ id, leaf }) => ({ id, hash: leafHash(leaf) }));
    const peaks = leaves.reduce((edge, { hash }, at) => appended(edge, head.size + at, hash), head.peaks);
    await addLeaves(tx, head, leaves);
    const xminDone = next === null ? later(decided, head.xminDone) : head.xminDone;
    await saveHead(tx, { size: head.size + leaves.length, root: rootOf(peaks), peaks, xminDone });
    return next === null ? null : { after: next, decided };
  });
}

const later = (one: string, other: string): string => (BigInt(one) > BigInt(other) ? one : other);

/** Signs what is committed, and never more. A kill before leaves it to the next run, which signs the same size or a larger one. */
export async function signHead(ctx: Ctx, key: KeyObject, apart = APART_SECONDS): Promise<void> {
  const head = await committedHead(ctx.db, apart > 0 ? new Date(ctx.now.getTime() - apart * 1000) : null);
  if (!head || head.signed || head.size === 0) return;
  await ctx.ownTransaction((tx) => keepCheckpoint(tx, head, signedCheckpoint(head, key), publicBytes(key)));
}
