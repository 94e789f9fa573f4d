import {
  editImprovementRoute,
  type Improvement,
  type ImprovementState,
  improvementStates,
  listImprovementsRoute,
} from '@interlock/contract/improvements.ts';
import { inboxRoute } from '@interlock/contract/inbox.ts';
import { says } from '@interlock/contract/says.ts';
import { t } from '@lingui/core/macro';
import { useState } from 'react';
import { say } from '../../lib/browser/notices.ts';
import { call, type InputOf } from '../../lib/calls/call.ts';
import { outdated } from '../../lib/calls/query.ts';
import { useAction } from '../../lib/calls/use-action.ts';
import { fieldErrors, useFocusOnError } from '../../lib/calls/use-field-errors.ts';
import { Button } from '../../ui/buttons/button.tsx';
import { RefusalNote } from '../../ui/feedback/refusal-note.tsx';
import { Select } from '../../ui/fields/select.tsx';
import { Textarea } from '../../ui/fields/textarea.tsx';
import { Dialog, DialogButtons } from '../../ui/overlays/dialog.tsx';
import { stateWord } from './words.ts';
import { isWhole, type Written, WrittenFields } from './written.tsx';

type Sent = Omit<InputOf<typeof editImprovementRoute>, 'improvementId' | 'version'>;

const isOver = (state: ImprovementState) => state === 'done' || state === 'dropped';

/** Its words, its owner, its day, or its state. What is over is taken up again before it is written on. */
export default function EditDialog({ improvement, onClose }: { improvement: Improvement; onClose: () => void }) {
  const { id: improvementId, version, number, title, words, owner, dueOn } = improvement;
  const [value, setValue] = useState<Written>({ title, words, owner, dueOn });
  const [state, setState] = useState(improvement.state);
  const [outcome, setOutcome] = useState(improvement.outcome);
  const [tried, setTried] = useState(false);
  const save = useAction(async (sent: Sent, key) => {
    await call(editImprovementRoute, { improvementId, version, ...sent }, { key });
    await outdated(listImprovementsRoute, inboxRoute);
    say(t`Saved.`);
    onClose();
  });
  const form = useFocusOnError(save.refusal);
  const errorAt = fieldErrors(save.refusal);
  const isSilent = isOver(state) && !says(outcome);
  const send = () => {
    const written = { title: value.title, words: value.words, ownerId: value.owner?.id ?? '', dueOn: value.dueOn };
    void save.run({ ...written, state, outcome });
  };
  return (
    <Dialog title={t`Edit ${number}`} onClose={onClose}>
      <form
        ref={form}
        noValidate
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          setTried(true);
          if (isWhole(value) && !isSilent) send();
        }}
      >
        <RefusalNote refusal={save.refusal} />
        <Select
          label={t`State`}
          value={state}
          options={improvementStates.map((one) => ({ value: one, label: stateWord[one]() }))}
          onChange={(next) => next && setState(next)}
        />
        {isOver(state) && (
          <Textarea
            label={state === 'done' ? t`What came of it` : t`Why it is dropped`}
            required
            value={outcome}
            error={errorAt('outcome') ?? (tried && isSilent ? t`Write it in words first.` : undefined)}
            onChange={setOutcome}
          />
        )}
        <WrittenFields value={value} onChange={setValue} errorAt={errorAt} tried={tried} />
        <DialogButtons>
          <Button kind="quiet" onClick={onClose}>{t`Cancel`}</Button>
          <Button type="submit" kind="primary" busy={save.busy}>{t`Save`}</Button>
        </DialogButtons>
      </form>
    </Dialog>
  );
}
