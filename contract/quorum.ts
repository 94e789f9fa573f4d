import type { Quorum } from './models.ts';

/** How many yes a quorum takes of those asked: a share is rounded up, and never less than one. */
export function neededOf(quorum: Quorum, asked: number): number {
  if (quorum.kind === 'any') return 1;
  if (quorum.kind === 'all') return Math.max(1, asked);
  return Math.max(1, Math.ceil((asked * quorum.percent) / 100));
}
