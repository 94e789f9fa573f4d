import type { Task } from '@interlock/contract/tasks.ts';
import { t } from '@lingui/core/macro';
import { useState } from 'react';
import { fieldErrors, useFocusOnError } from '../../lib/calls/use-field-errors.ts';
import { Button } from '../../ui/buttons/button.tsx';
import { RefusalNote } from '../../ui/feedback/refusal-note.tsx';
import { Checkbox } from '../../ui/fields/checkbox.tsx';
import { Textarea } from '../../ui/fields/textarea.tsx';
import { Dialog, DialogButtons } from '../../ui/overlays/dialog.tsx';
import { useTaskAct } from '../tasks/index.ts';

export default function FinishDialog({
  changeId,
  task,
  onClose,
}: {
  changeId: string;
  task: Task;
  onClose: () => void;
}) {
  const [evidence, setEvidence] = useState(task.evidence);
  const [findings, setFindings] = useState(task.findings);
  const [rest, setRest] = useState(false);
  const send = useTaskAct(changeId, onClose);
  const form = useFocusOnError(send.refusal);
  const errorAt = fieldErrors(send.refusal);
  const open = task.steps.filter(({ state }) => state === 'open');
  const { number } = task;
  return (
    <Dialog title={t`Finish ${number}`} describe={task.title} onClose={onClose}>
      <form
        ref={form}
        noValidate
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          void send.run({ act: 'finish', task, evidence, findings, rest });
        }}
      >
        <RefusalNote refusal={send.refusal} />
        {task.kind === 'test' && (
          <Textarea
            label={t`What does it show?`}
            hint={t`In words, or the address of a run. A move that looks for evidence finds it here.`}
            value={evidence}
            error={errorAt('evidence')}
            onChange={setEvidence}
          />
        )}
        {task.kind === 'review' && (
          <Textarea
            label={t`What did you find?`}
            hint={t`What went as planned, what did not, and what to do differently.`}
            required
            value={findings}
            error={errorAt('findings')}
            onChange={setFindings}
          />
        )}
        {open.length > 0 && (
          <div className="flex flex-col gap-1.5">
            <Checkbox
              label={
                open.length === 1
                  ? t`The step that is still open is done too`
                  : t`The steps that are still open are done too`
              }
              checked={rest}
              onChange={setRest}
            />
            <ul className="list-disc pl-9 text-xs text-fg-2">
              {open.slice(0, 5).map((step) => (
                <li key={step.id}>{step.text}</li>
              ))}
            </ul>
          </div>
        )}
        <DialogButtons>
          <Button kind="quiet" onClick={onClose}>{t`Not now`}</Button>
          <Button type="submit" kind="primary" busy={send.busy}>{t`Finish the task`}</Button>
        </DialogButtons>
      </form>
    </Dialog>
  );
}
