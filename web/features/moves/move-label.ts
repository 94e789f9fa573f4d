import type { Move } from '@interlock/contract/change-flow.ts';
import type { ChangeDetail } from '@interlock/contract/changes.ts';
import { t } from '@lingui/core/macro';

/** What a move is called wherever it is named: as its model calls it. Cancelling belongs to no model, and every dialog has a Cancel of its own. */
export const labelOf = (move: Move): string => (move.kind === 'cancel' ? t`Cancel this change` : move.label);

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
