import { cancelChangeRoute, type Move, moveChangeRoute } from '@interlock/contract/change-flow.ts';
import type { ChangeDetail } from '@interlock/contract/changes.ts';
import { t } from '@lingui/core/macro';
import { useState } from 'react';
import { call } from '../../lib/call.ts';
import { say } from '../../lib/notices.ts';
import { refusalOf } from '../../lib/refusal.ts';
import { useAction } from '../../lib/use-action.ts';
import { fieldErrors, useFocusOnError } from '../../lib/use-field-errors.ts';
import { useViewer } from '../../lib/viewer.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog, DialogButtons } from '../../ui/dialog.tsx';
import { RefusalNote } from '../../ui/refusal-note.tsx';
import { keepChange, readAgain } from '../changes/index.ts';
import { takesReason } from './asked-with.ts';
import { GuardList } from './guard-list.tsx';
import { asksNothing, type MoveAnswers, MoveAsks, missingAnswers } from './move-asks.tsx';
import { actOf, labelOf } from './move-label.ts';
import { WorkInView } from './work-in-view.tsx';

type Props = { change: ChangeDetail; move: Move; onClose: () => void };

type Told = MoveAnswers & { reasons: readonly string[] };

async function carryOut(change: ChangeDetail, move: Move, told: Told, key: string): Promise<ChangeDetail> {
  const read = { changeId: change.id, version: change.version };
  if (move.kind === 'cancel') {
    return call(
      cancelChangeRoute,
      { ...read, reason: told.cancelReason || 'withdrawn', words: told.cancelWords },
      { key },
    );
  }
  const asked = new Set(move.asks);
  const window = told.window;
  return call(
    moveChangeRoute,
    {
      ...read,
      to: move.to,
      ...(asked.has('reason') && { reason: told.reason }),
      ...(asked.has('window') && { window }),
      ...(asked.has('plannedEnd') && { plannedEnd: { end: window.end, zone: window.zone } }),
      ...(asked.has('closure') && { closureCode: told.closureCode || 'successful', closureNotes: told.closureNotes }),
      ...(told.reasons.length > 0 && {
        justifications: Object.fromEntries(told.reasons.map((guard) => [guard, told.justifications[guard] ?? ''])),
      }),
    },
    { key },
  );
}

/** A first window can ask people who have to say yes before the move is made. */
const asksAboutWindow = (before: ChangeDetail, after: ChangeDetail, { to }: Move): boolean =>
  before.window === null &&
  after.window !== null &&
  after.state.key !== to &&
  after.rounds.some(({ state, status }) => state === after.state.key && status === 'open');

/** Says what the move will do and takes what it wants to be told. */
export default function MoveDialog({ change, move, onClose }: Props) {
  const { siteZone } = useViewer();
  const { toName } = move;
  const label = labelOf(move);
  const { number } = change;
  const [told, setTold] = useState<MoveAnswers>({
    reason: '',
    window: change.window ?? { start: '', end: '', zone: siteZone },
    closureCode: change.reported?.outcome ?? '',
    closureNotes: change.reported?.notes ?? '',
    cancelReason: '',
    cancelWords: '',
    justifications: {},
  });
  const [tried, setTried] = useState(false);
  const act = useAction(async (given: Told, key) => {
    const moved = await carryOut(change, move, given, key).catch(async (thrown: unknown) => {
      if (['changed_meanwhile', 'move_refused'].includes(refusalOf(thrown).code)) await readAgain();
      throw thrown;
    });
    await keepChange(moved);
    const { name } = moved.state;
    if (move.kind === 'cancel') say(t`${number} is cancelled.`);
    else if (asksAboutWindow(change, moved, move)) say(t`${number} is in ${name}: its window is decided on first.`);
    else say(t`${number} is now in ${name}.`);
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
              <GuardList change={change} onFill={onClose} guards={act.refusal.guards} />
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
            onChange={(part) => setTold({ ...told, ...part })}
          />
        )}
        <DialogButtons>
          <Button kind="quiet" onClick={onClose}>{t`Not now`}</Button>
          <Button type="submit" kind={move.kind === 'cancel' ? 'danger' : 'primary'} busy={act.busy}>
            {actOf(move)}
          </Button>
        </DialogButtons>
      </form>
    </Dialog>
  );
}
