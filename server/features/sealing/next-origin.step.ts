import type { Tx } from '../../platform/database/db.ts';
import { appended, leafHash, rootOf } from '../../platform/tlog.ts';
import { addLeaves, committedHead, nextOrigin, saveHead } from './head.store.ts';
import { newestEvent } from './unsealed.view.ts';

/** How far the log was sealed that a backup brought; nothing where it never was. */
export async function sealedBefore(tx: Tx): Promise<{ origin: string; size: number; root: string } | null> {
  const head = await committedHead(tx);
  return head ? { origin: head.origin, size: head.size, root: head.root.toString('base64') } : null;
}

/**
 * A restored log must not go on under its name: it may have been sealed further where the backup came from, and two roots of one
 * size would be signed. The next origin begins with the event that says so, which is the newest; the rest is looked at anew,
 * because the database counts its transactions from another beginning.
 */
export async function openNextOrigin(tx: Tx): Promise<void> {
  const event = await newestEvent(tx);
  if (!event || !(await committedHead(tx))) return;
  await nextOrigin(tx);
  const head = await committedHead(tx);
  if (!head) return;
  const hash = leafHash(event.leaf);
  const peaks = appended([], 0, hash);
  await addLeaves(tx, head, [{ id: event.id, hash }]);
  await saveHead(tx, { size: 1, root: rootOf(peaks), peaks, xminDone: '0' });
}
