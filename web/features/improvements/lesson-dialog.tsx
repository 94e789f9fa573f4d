import { addLessonRoute } from '@interlock/contract/change-reviews.ts';
import { listImprovementsRoute } from '@interlock/contract/improvements.ts';
import { t } from '@lingui/core/macro';
import { useState } from 'react';
import { say } from '../../lib/browser/notices.ts';
import { call } from '../../lib/calls/call.ts';
import { outdated } from '../../lib/calls/query.ts';
import { useAction } from '../../lib/calls/use-action.ts';
import { fieldErrors, useFocusOnError } from '../../lib/calls/use-field-errors.ts';
import { Button } from '../../ui/buttons/button.tsx';
import { RefusalNote } from '../../ui/feedback/refusal-note.tsx';
import { Dialog, DialogButtons } from '../../ui/overlays/dialog.tsx';
import { isWhole, type Written, WrittenFields } from './written.tsx';

/** What was learnt from a change, with somebody who sees to it. */
export default function LessonDialog({ changeId, onClose }: { changeId: string; onClose: () => void }) {
  const [value, setValue] = useState<Written>({ title: '', words: '', owner: null, dueOn: '' });
  const [tried, setTried] = useState(false);
  const add = useAction(async ({ title, words, owner, dueOn }: Written, key) => {
    await call(addLessonRoute, { changeId, title, words, ownerId: owner?.id ?? '', dueOn }, { key });
    await outdated(listImprovementsRoute);
    say(t`It is in the improvement register.`);
    onClose();
  });
  const form = useFocusOnError(add.refusal);
  return (
    <Dialog
      title={t`Keep a lesson`}
      describe={t`It goes into the improvement register. Whoever sees to it is told, and finds it in their inbox when it is due.`}
      onClose={onClose}
    >
      <form
        ref={form}
        noValidate
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          setTried(true);
          if (isWhole(value)) void add.run(value);
        }}
      >
        <RefusalNote refusal={add.refusal} />
        <WrittenFields value={value} onChange={setValue} errorAt={fieldErrors(add.refusal)} tried={tried} />
        <DialogButtons>
          <Button kind="quiet" onClick={onClose}>{t`Cancel`}</Button>
          <Button type="submit" kind="primary" busy={add.busy}>{t`Keep it`}</Button>
        </DialogButtons>
      </form>
    </Dialog>
  );
}
