import { says } from '@interlock/contract/says.ts';
import { t } from '@lingui/core/macro';
import { useState } from 'react';
import type { Action } from '../../lib/calls/use-action.ts';
import { fieldErrors, useFocusOnError } from '../../lib/calls/use-field-errors.ts';
import { Button } from '../../ui/buttons/button.tsx';
import { RefusalNote } from '../../ui/feedback/refusal-note.tsx';
import { TextInput } from '../../ui/fields/input.tsx';
import { Textarea } from '../../ui/fields/textarea.tsx';
import { Dialog, DialogButtons } from '../../ui/overlays/dialog.tsx';

export type Said = { words: string; minutes: number };

type Props = {
  title: string;
  describe: string;
  label: string;
  does: string;
  danger?: boolean;
  /** Asks how many minutes as well. */
  minutes?: boolean;
  /** Words may stay away. */
  optional?: boolean;
  act: Action<Said>;
  onClose: () => void;
};

/** What an act on a run takes: words, and sometimes minutes. It sends nothing without them. */
export default function SayDialog(props: Props) {
  const { title, describe, label, does, danger = false, minutes = false, optional = false, act, onClose } = props;
  const [words, setWords] = useState('');
  const [asked, setAsked] = useState('30');
  const [tried, setTried] = useState(false);
  const form = useFocusOnError(act.refusal);
  const errorAt = fieldErrors(act.refusal);
  const count = Number(asked);
  const wrongCount = minutes && !(Number.isInteger(count) && count >= 1 && count <= 1440);
  const isSilent = !optional && !says(words);
  return (
    <Dialog title={title} describe={describe} onClose={onClose}>
      <form
        ref={form}
        noValidate
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          setTried(true);
          if (!isSilent && !wrongCount) void act.run({ words, minutes: count }).then((done) => done && onClose());
        }}
      >
        <RefusalNote refusal={act.refusal} />
        {minutes && (
          <TextInput
            label={t`Minutes`}
            inputMode="numeric"
            required
            value={asked}
            error={errorAt('minutes') ?? (tried && wrongCount ? t`A whole number up to 1440.` : undefined)}
            onChange={setAsked}
          />
        )}
        <Textarea
          label={label}
          required={!optional}
          value={words}
          error={errorAt('words') ?? (tried && isSilent ? t`Write it in words first.` : undefined)}
          onChange={setWords}
        />
        <DialogButtons>
          <Button kind="quiet" onClick={onClose}>{t`Not now`}</Button>
          <Button type="submit" kind={danger ? 'danger' : 'primary'} busy={act.busy}>
            {does}
          </Button>
        </DialogButtons>
      </form>
    </Dialog>
  );
}
