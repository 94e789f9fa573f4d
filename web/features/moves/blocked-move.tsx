import type { Move } from '@interlock/contract/change-flow.ts';
import type { ChangeDetail } from '@interlock/contract/changes.ts';
import { t } from '@lingui/core/macro';
import { Button } from '../../ui/buttons/button.tsx';
import { Dialog, DialogButtons } from '../../ui/overlays/dialog.tsx';
import { Grant } from './grant.tsx';
import { GuardList } from './guard-list.tsx';
import { labelOf } from './move-label.ts';

type Props = { change: ChangeDetail; move: Move; onClose: () => void };

/** Why a move is not possible now: every guard, who can clear it, and when. */
export default function BlockedMove({ change, move, onClose }: Props) {
  const { toName } = move;
  const label = labelOf(move);
  return (
    <Dialog
      title={t`Not possible yet: ${label}`}
      {...(move.kind === 'by_round' && { describe: t`The approvers take it to ${toName}.` })}
      onClose={onClose}
    >
      <GuardList
        change={change}
        onFill={onClose}
        guards={move.guards}
        granting={(guard) => <Grant key={guard.guard} change={change} move={move} guard={guard} />}
      />
      <DialogButtons>
        <Button kind="primary" onClick={onClose}>{t`Understood`}</Button>
      </DialogButtons>
    </Dialog>
  );
}
