import type { Run } from '@interlock/contract/change-runs.ts';
import { says } from '@interlock/contract/says.ts';
import { t } from '@lingui/core/macro';
import { useState } from 'react';
import { fieldErrors, useFocusOnError } from '../../lib/calls/use-field-errors.ts';
import { instantAt, localAt } from '../../lib/formats/local-time.ts';
import { useViewer } from '../../lib/session/viewer.ts';
import { Button } from '../../ui/buttons/button.tsx';
import { RefusalNote } from '../../ui/feedback/refusal-note.tsx';
import { controlLook, Field } from '../../ui/fields/field.tsx';
import { Textarea } from '../../ui/fields/textarea.tsx';
import { Dialog, DialogButtons } from '../../ui/overlays/dialog.tsx';
import { useCorrect } from './use-run-act.ts';

/** When the work began and ended, set right with a reason. What is not altered here stays to the second as it was recorded. */
export default function TimesDialog({ run, onClose }: { run: Run; onClose: () => void }) {
  const { zone } = useViewer();
  const shown = (at: string | null) => (at === null ? '' : localAt(at, zone));
  const [start, setStart] = useState(shown(run.actualStart));
  const [end, setEnd] = useState(shown(run.actualEnd));
  const [words, setWords] = useState('');
  const [tried, setTried] = useState(false);
  const correct = useCorrect(run);
  const form = useFocusOnError(correct.refusal);
  const errorAt = fieldErrors(correct.refusal);
  const changed = {
    ...(start !== '' && start !== shown(run.actualStart) && { actualStart: instantAt(start, zone) }),
    ...(end !== '' && end !== shown(run.actualEnd) && { actualEnd: instantAt(end, zone) }),
  };
  const isSilent = !says(words);
  return (
    <Dialog
      title={t`Correct the times`}
      describe={t`What was recorded stays in the log, with your reason. By the clock of ${zone}.`}
      onClose={onClose}
    >
      <form
        ref={form}
        noValidate
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          setTried(true);
          if (!isSilent) void correct.run({ ...changed, words }).then((done) => done && onClose());
        }}
      >
        <RefusalNote refusal={correct.refusal} />
        <div className="grid gap-3 sm:grid-cols-2">
          <When label={t`Began`} value={start} error={errorAt('actualStart')} onChange={setStart} />
          {run.actualEnd && <When label={t`Ended`} value={end} error={errorAt('actualEnd')} onChange={setEnd} />}
        </div>
        <Textarea
          label={t`Why was it recorded otherwise?`}
          required
          value={words}
          error={errorAt('words') ?? (tried && isSilent ? t`Write it in words first.` : undefined)}
          onChange={setWords}
        />
        <DialogButtons>
          <Button kind="quiet" onClick={onClose}>{t`Not now`}</Button>
          <Button type="submit" kind="primary" busy={correct.busy}>{t`Correct them`}</Button>
        </DialogButtons>
      </form>
    </Dialog>
  );
}

type WhenProps = { label: string; value: string; error: string | undefined; onChange: (value: string) => void };

function When({ label, value, error, onChange }: WhenProps) {
  return (
    <Field label={label} error={error}>
      {(control) => (
        <input
          {...control}
          type="datetime-local"
          value={value}
          onChange={(event) => onChange(event.target.value.slice(0, 16))}
          className={controlLook}
        />
      )}
    </Field>
  );
}
