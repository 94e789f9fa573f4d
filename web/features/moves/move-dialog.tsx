import type { Move } from '@interlock/contract/change-flow.ts';
import type { ChangeDetail } from '@interlock/contract/changes.ts';
import { t } from '@lingui/core/macro';
import { useState } from 'react';
import { useKept } from '../../lib/browser/use-kept.ts';
import { useAction } from '../../lib/calls/use-action.ts';
import { fieldErrors, useFocusOnError } from '../../lib/calls/use-field-errors.ts';
import { useMe } from '../../lib/session/session.ts';
import { useViewer } from '../../lib/session/viewer.ts';
import { Button } from '../../ui/buttons/button.tsx';
import { RefusalNote } from '../../ui/feedback/refusal-note.tsx';
import { Dialog, DialogButtons } from '../../ui/overlays/dialog.tsx';
import { takesReason } from './asked-with.ts';
import { BeforeClosing } from './before-closing.tsx';
import { GuardList } from './guard-list.tsx';
import { makeMove, type Told } from './make-move.ts';
import { asksNothing, keptAnswers, type MoveAnswers, MoveAsks, missingAnswers } from './move-asks.tsx';
import { labelOf } from './move-label.ts';
import { WorkInView } from './work-in-view.tsx';

type Props = { change: ChangeDetail; move: Move; onClose: () => void };

/** Says what the move will do and takes what it wants to be told. What was typed is kept while one goes to look at something else. */
export default function MoveDialog({ change, move, onClose }: Props) {
  const { siteZone } = useViewer();
  const me = useMe();
  const { toName } = move;
  const label = labelOf(move);
  const { number } = change;
  const begin: MoveAnswers = {
    reason: '',
    window: change.window ?? { start: '', end: '', zone: siteZone },
    closureCode: change.reported?.outcome ?? '',
    closureNotes: change.reported?.notes ?? '',
    cancelReason: '',
    cancelWords: '',
    justifications: {},
  };
  const keptAs = `move.${change.id}.${move.kind}.${move.to}.${me.person.id}`;
  const kept = useKept(keptAs, begin, (was) => keptAnswers(was, begin));
  const told = kept.value;
  const [tried, setTried] = useState(false);
  const act = useAction(async (given: Told, key) => {
    await makeMove(change, move, given, key);
    kept.drop();
    onClose();
  });
  const form = useFocusOnError(act.refusal);
  // A window that was given can turn out too short: then the refusal says what takes a reason now.
  const guards = act.refusal?.guards.length ? act.refusal.guards : move.guards;
  const reasons = takesReason(guards);
  const missing = missingAnswers(move, told, reasons);
  return (
    <Dialog
      title={label}
      describe={
        move.kind === 'cancel'
          ? t`A cancelled change stays on record and goes no further.`
          : t`${number} goes to ${toName}.`
      }
      wide={move.asks.includes('window')}
      onClose={onClose}
    >
      <form
        ref={form}
        noValidate
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          setTried(true);
          if (missing.size === 0) void act.run({ ...told, reasons: reasons.map(({ guard }) => guard) });
        }}
      >
        <RefusalNote refusal={act.refusal}>
          {act.refusal && act.refusal.guards.length > 0 && (
            <div className="mt-2">
              <GuardList change={change} onFill={onClose} guards={act.refusal.guards} below={move.asks} />
            </div>
          )}
        </RefusalNote>
        <WorkInView change={change} move={move} />
        {(!asksNothing(move) || reasons.length > 0) && (
          <MoveAsks
            change={change}
            onGo={onClose}
            move={move}
            reasons={reasons}
            told={told}
            missing={tried ? missing : new Set()}
            errorAt={fieldErrors(act.refusal)}
            onChange={(part) => kept.set({ ...told, ...part })}
          />
        )}
        <BeforeClosing change={change} move={move} outcome={told.closureCode} onGo={onClose} />
        <DialogButtons>
          <Button
            kind="quiet"
            onClick={() => {
              kept.drop();
              onClose();
            }}
          >{t`Not now`}</Button>
          <Button type="submit" kind={move.kind === 'cancel' ? 'danger' : 'primary'} busy={act.busy}>
            {label}
          </Button>
        </DialogButtons>
      </form>
    </Dialog>
  );
}
