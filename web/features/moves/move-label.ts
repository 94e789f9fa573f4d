import type { Move } from '@interlock/contract/change-flow.ts';
import type { ChangeDetail } from '@interlock/contract/changes.ts';
import { t } from '@lingui/core/macro';

/**
 * What a move is called wherever one may make it: as its model calls it. Cancelling belongs to no model, and every dialog has a Cancel of
 * its own. One that the votes make is nobody's to press: *Approved* on it would read as said already.
 */
export function labelOf({ kind, label, toName }: Move): string {
  if (kind === 'cancel') return t`Cancel this change`;
  return kind === 'by_round' ? t`${toName}, once approved` : label;
}

/** Whether a move leads forward on the model's way. */
export function leadsOn(change: ChangeDetail, move: Move): boolean {
  const order = (key: string) => change.steps.findIndex((step) => step.key === key);
  return order(move.to) > order(change.state.key);
}

/** From the least to the most likely, so that the weightiest button stands where the eye ends. */
export function inOrder(change: ChangeDetail, moves: readonly Move[]): Move[] {
  const weight = (move: Move) => (move.kind === 'cancel' ? 0 : leadsOn(change, move) ? 2 : 1);
  return [...moves].sort((one, other) => weight(one) - weight(other));
}
