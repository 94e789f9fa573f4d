import { holdChangeRoute } from '@interlock/contract/change-hold.ts';
import type { ChangeDetail } from '@interlock/contract/changes.ts';
import { t } from '@lingui/core/macro';
import { useState } from 'react';
import { call } from '../../lib/call.ts';
import { say } from '../../lib/notices.ts';
import { useAction } from '../../lib/use-action.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog, DialogButtons } from '../../ui/dialog.tsx';
import { RefusalNote } from '../../ui/refusal-note.tsx';
import { Textarea } from '../../ui/textarea.tsx';
import { keepChange } from '../changes/index.ts';

/** Asks why; the reason stands on the change for as long as it is held. */
export default function HoldDialog({ change, onClose }: { change: ChangeDetail; onClose: () => void }) {
  const [reason, setReason] = useState('');
  const [missing, setMissing] = useState(false);
  const { number } = change;
  const hold = useAction(async (words: string, key) => {
    await keepChange(
      await call(holdChangeRoute, { changeId: change.id, version: change.version, reason: words }, { key }),
    );
    say(t`${number} is on hold.`);
    onClose();
  });
  return (
    <Dialog
      title={t`Put ${number} on hold`}
      describe={t`Nobody decides on it and nothing moves it, but it can be cancelled. What was asked is asked as it was once it goes on.`}
      onClose={onClose}
    >
      <form
        noValidate
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (reason.trim() === '') setMissing(true);
          else void hold.run(reason);
        }}
      >
        <RefusalNote refusal={hold.refusal} />
        <Textarea
          label={t`What does it wait for?`}
          required
          value={reason}
          error={missing && reason.trim() === '' ? t`Write it in words first.` : undefined}
          onChange={setReason}
        />
        <DialogButtons>
          <Button kind="quiet" onClick={onClose}>{t`Cancel`}</Button>
          <Button type="submit" kind="primary" busy={hold.busy}>{t`Put on hold`}</Button>
        </DialogButtons>
      </form>
    </Dialog>
  );
}
