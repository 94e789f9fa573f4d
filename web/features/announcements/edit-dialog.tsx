import { type Announcement, editAnnouncementRoute, listAnnouncementsRoute } from '@interlock/contract/announcements.ts';
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
import { AnnouncedWords, MinutesInput } from './announced-words.tsx';

/** Writes anew what was not sent yet. */
export default function EditDialog({ announcement, onClose }: { announcement: Announcement; onClose: () => void }) {
  const { id: announcementId, version, occasion } = announcement;
  const [words, setWords] = useState({ subject: announcement.subject, body: announcement.body });
  const [minutes, setMinutes] = useState(String(announcement.minutes ?? ''));
  const save = useAction(async (_input: string, key) => {
    const given = { ...words, ...(occasion === 'before' && { minutes: Number(minutes) }) };
    await call(editAnnouncementRoute, { announcementId, version, ...given }, { key });
    await outdated(listAnnouncementsRoute);
    say(t`Saved.`);
    onClose();
  });
  const form = useFocusOnError(save.refusal);
  const errorAt = fieldErrors(save.refusal);
  return (
    <Dialog wide title={t`Edit the announcement`} onClose={onClose}>
      <form
        ref={form}
        noValidate
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          void save.run('save');
        }}
      >
        <RefusalNote refusal={save.refusal} />
        {occasion === 'before' && <MinutesInput value={minutes} error={errorAt('minutes')} onChange={setMinutes} />}
        <AnnouncedWords value={words} errorAt={errorAt} onChange={(part) => setWords({ ...words, ...part })} />
        <DialogButtons>
          <Button kind="quiet" onClick={onClose}>{t`Cancel`}</Button>
          <Button type="submit" kind="primary" busy={save.busy}>{t`Save`}</Button>
        </DialogButtons>
      </form>
    </Dialog>
  );
}
