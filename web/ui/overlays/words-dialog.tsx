import { says } from '@interlock/contract/says.ts';
import { t } from '@lingui/core/macro';
import { type ReactNode, useState } from 'react';
import type { Refusal } from '../../lib/calls/refusal.ts';
import { Button } from '../buttons/button.tsx';
import { RefusalNote } from '../feedback/refusal-note.tsx';
import { Textarea } from '../fields/textarea.tsx';
import { Dialog, DialogButtons } from './dialog.tsx';

type Props = {
  title: string;
  describe: string;
  /** What the words answer. */
  label: string;
  /** What the button says. */
  does: string;
  danger?: boolean;
  /** What leaves it undone; `Cancel` where it cannot be read as the act itself. */
  leave?: string;
  sending: { run: (words: string) => unknown; busy: boolean; refusal: Refusal | undefined };
  onClose: () => void;
  /** What is to be known before it is done. */
  children?: ReactNode;
};

/** The box for an act that takes words. It sends nothing without them. */
export function WordsDialog({
  title,
  describe,
  label,
  does,
  danger = false,
  leave,
  sending,
  onClose,
  children,
}: Props) {
  const [words, setWords] = useState('');
  const [tried, setTried] = useState(false);
  const missing = !says(words);
  return (
    <Dialog title={title} describe={describe} onClose={onClose}>
      <form
        noValidate
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          setTried(true);
          if (!missing) void sending.run(words);
        }}
      >
        <RefusalNote refusal={sending.refusal} />
        <Textarea
          label={label}
          required
          value={words}
          error={tried && missing ? t`Write it in words first.` : undefined}
          onChange={setWords}
        />
        {children}
        <DialogButtons>
          <Button kind="quiet" onClick={onClose}>
            {leave ?? t`Cancel`}
          </Button>
          <Button type="submit" kind={danger ? 'danger' : 'primary'} busy={sending.busy}>
            {does}
          </Button>
        </DialogButtons>
      </form>
    </Dialog>
  );
}
