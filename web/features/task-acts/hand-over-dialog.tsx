import type { Task } from '@interlock/contract/tasks.ts';
import { t } from '@lingui/core/macro';
import { useState } from 'react';
import { fieldErrors } from '../../lib/calls/use-field-errors.ts';
import { Button } from '../../ui/buttons/button.tsx';
import { RefusalNote } from '../../ui/feedback/refusal-note.tsx';
import { Textarea } from '../../ui/fields/textarea.tsx';
import { Dialog, DialogButtons } from '../../ui/overlays/dialog.tsx';
import { VoidNote } from '../approvals/index.ts';
import { useChange } from '../changes/index.ts';
import { GroupPicker, PersonPicker } from '../identity/index.ts';
import { useTaskAct } from '../tasks/index.ts';
import { ownerIsOfPlan } from './alters-plan.ts';

/** Gives a task to somebody else, who is told. */
export default function HandOverDialog({
  changeId,
  task,
  onClose,
}: {
  changeId: string;
  task: Task;
  onClose: () => void;
}) {
  const [owner, setOwner] = useState<{ id: string; name: string } | null>(null);
  const [group, setGroup] = useState<{ id: string; name: string } | null>(task.group);
  const [words, setWords] = useState('');
  const send = useTaskAct(changeId, onClose);
  const errorAt = fieldErrors(send.refusal);
  const { data: change } = useChange(changeId);
  const { number } = task;
  const others = (owner ?? group) !== null && (owner?.id !== task.owner?.id || group?.id !== task.group?.id);
  const edited = others && ownerIsOfPlan(task) ? ['steps'] : [];
  const voids = change?.voids.some(({ field }) => edited.includes(field));
  return (
    <Dialog
      title={t`Hand ${number} over`}
      describe={t`Whoever gets it is told. A group’s task belongs to whoever of it begins.`}
      onClose={onClose}
    >
      <form
        noValidate
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          void send.run({ act: 'hand_over', task, ownerId: owner?.id ?? null, groupId: group?.id ?? null, words });
        }}
      >
        <RefusalNote refusal={send.refusal} />
        <PersonPicker label={t`To whom?`} value={owner} error={errorAt('ownerId')} onChange={setOwner} />
        <GroupPicker label={t`Or to which group?`} value={group} error={errorAt('groupId')} onChange={setGroup} />
        <Textarea label={t`What should they know?`} value={words} onChange={setWords} />
        {change && <VoidNote change={change} edited={edited} />}
        <DialogButtons>
          <Button kind="quiet" onClick={onClose}>{t`Not now`}</Button>
          <Button type="submit" kind="primary" busy={send.busy}>
            {voids ? t`Hand over and ask again` : t`Hand over`}
          </Button>
        </DialogButtons>
      </form>
    </Dialog>
  );
}
