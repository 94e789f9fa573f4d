import type { Move } from '@interlock/contract/change-flow.ts';
import type { ChangeDetail } from '@interlock/contract/changes.ts';
import { t } from '@lingui/core/macro';

/** What the button says. Cancelling says what it cancels, since every dialog has a Cancel of its own. */
export function labelOf(move: Move): string {
  if (move.kind === 'cancel') return t`Cancel this change`;
  const { toName } = move;
  return move.kind === 'by_round' ? t`On to ${toName}` : move.label;
}

/** What the dialog's own button says: its cross is called Close already. */
export function actOf(move: Move): string {
  const label = labelOf(move);
  return move.asks.includes('closure') && label === t`Close` ? t`Close the change` : label;
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
