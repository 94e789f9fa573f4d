import { says } from '@interlock/contract/says.ts';
import type { Step, Task } from '@interlock/contract/tasks.ts';
import { t } from '@lingui/core/macro';
import { useState } from 'react';
import { Button } from '../../ui/buttons/button.tsx';
import { RefusalNote } from '../../ui/feedback/refusal-note.tsx';
import { Textarea } from '../../ui/fields/textarea.tsx';
import { Dialog, DialogButtons } from '../../ui/overlays/dialog.tsx';
import { useTaskAct } from '../tasks/index.ts';

type Props = { changeId: string; task: Task; step: Step; onClose: () => void };

/** A line is left out, and whoever looks later finds why. */
export default function SkipLineDialog({ changeId, task, step, onClose }: Props) {
  const [words, setWords] = useState('');
  const [tried, setTried] = useState(false);
  const send = useTaskAct(changeId, onClose);
  return (
    <Dialog title={t`Skip this step`} describe={step.text} onClose={onClose}>
      <form
        noValidate
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          setTried(true);
          if (says(words)) void send.run({ act: 'tick', task, stepId: step.id, step: 'skipped', words });
        }}
      >
        <RefusalNote refusal={send.refusal} />
        <Textarea
          label={t`Why is it left out?`}
          required
          value={words}
          error={tried && !says(words) ? t`Write it in words first.` : undefined}
          onChange={setWords}
        />
        <DialogButtons>
          <Button kind="quiet" onClick={onClose}>{t`Not now`}</Button>
          <Button type="submit" kind="danger" busy={send.busy}>{t`Skip it`}</Button>
        </DialogButtons>
      </form>
    </Dialog>
  );
}
