import {
  draftAnnouncementRoute,
  listAnnouncementsRoute,
  listAudiencesRoute,
  type Occasion,
  occasions,
  writeAnnouncementRoute,
} from '@interlock/contract/announcements.ts';
import type { ChangeDetail } from '@interlock/contract/changes.ts';
import { t } from '@lingui/core/macro';
import { useQuery } from '@tanstack/react-query';
import { Lock } from 'lucide-react';
import { useId, useState } from 'react';
import { say } from '../../lib/browser/notices.ts';
import { call } from '../../lib/calls/call.ts';
import { outdated, reads } from '../../lib/calls/query.ts';
import { useAction } from '../../lib/calls/use-action.ts';
import { fieldErrors, useFocusOnError } from '../../lib/calls/use-field-errors.ts';
import { Button } from '../../ui/buttons/button.tsx';
import { ErrorState } from '../../ui/feedback/error-state.tsx';
import { RefusalNote } from '../../ui/feedback/refusal-note.tsx';
import { Select } from '../../ui/fields/select.tsx';
import { Dialog, DialogButtons } from '../../ui/overlays/dialog.tsx';
import { AnnouncedWords, MinutesInput } from './announced-words.tsx';
import { firstPossible, whyTooLate } from './still-possible.ts';
import { occasionWord, tooLateWord } from './words.ts';

/** Writes an announcement on a draft that is made from the change. What somebody has typed is not overwritten by another draft. */
export default function WriteDialog({ change, onClose }: { change: ChangeDetail; onClose: () => void }) {
  const { id: changeId } = change;
  const now = Date.now();
  const [first] = useState(() => firstPossible(change, now));
  const [audienceId, setAudienceId] = useState('aud_users');
  const [occasion, setOccasion] = useState<Occasion>(first.occasion);
  const [minutes, setMinutes] = useState(String(first.minutes));
  const [typed, setTyped] = useState<{ subject?: string; body?: string }>({});
  const audiences = useQuery(reads(listAudiencesRoute, {}));
  const draft = useQuery(reads(draftAnnouncementRoute, { changeId, audienceId, occasion }));
  const words = { subject: draft.data?.subject ?? '', body: draft.data?.body ?? '', ...typed };
  const send = useAction(async (release: boolean, key) => {
    const of = { changeId, audienceId, occasion, minutes: occasion === 'before' ? Number(minutes) : null };
    await call(writeAnnouncementRoute, { ...of, ...words, release }, { key });
    await outdated(listAnnouncementsRoute);
    say(!release ? t`It is kept as a draft.` : occasion === 'now' ? t`It is sent.` : t`It goes out by itself.`);
    onClose();
  });
  const form = useFocusOnError(send.refusal);
  const errorAt = fieldErrors(send.refusal);
  const audience = audiences.data?.items.find(({ id }) => id === audienceId);
  const isUnreached =
    audience && audience.addresses.length + audience.groups.length + audience.chats.length === 0 ? audience.name : null;
  const tooLate = whyTooLate({ occasion, minutes: Number(minutes) }, change, now);
  const locked = isUnreached ? t`${isUnreached} reaches nobody yet.` : tooLate && tooLateWord[tooLate]();
  const whyId = useId();
  return (
    <Dialog
      wide
      title={t`Write an announcement`}
      describe={t`The text is drafted from the change. Read it as those who get it will, and alter what you like.`}
      onClose={onClose}
    >
      <form
        ref={form}
        noValidate
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (!locked) void send.run(true);
        }}
      >
        <RefusalNote refusal={send.refusal} />
        {audiences.isError && <ErrorState error={audiences.error} onRetry={() => void audiences.refetch()} />}
        <div className="grid items-start gap-3 sm:grid-cols-3">
          <Select
            label={t`To`}
            value={audienceId}
            options={(audiences.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name }))}
            onChange={(next) => next && setAudienceId(next)}
          />
          <Select
            label={t`When`}
            value={occasion}
            options={occasions.map((value) => ({ value, label: occasionWord[value]() }))}
            onChange={(next) => next && setOccasion(next)}
          />
          {occasion === 'before' && <MinutesInput value={minutes} error={errorAt('minutes')} onChange={setMinutes} />}
        </div>
        {isUnreached && (
          <p className="rounded-md bg-med-bg px-3 py-2 text-sm text-med">
            {t`${isUnreached} reaches nobody yet. On the page Communication a change manager or an administrator says where.`}
          </p>
        )}
        <AnnouncedWords value={words} errorAt={errorAt} onChange={(part) => setTyped({ ...typed, ...part })} />
        {Object.keys(typed).length > 0 && (
          <div>
            <Button kind="quiet" onClick={() => setTyped({})}>{t`Draft it anew`}</Button>
          </div>
        )}
        <DialogButtons>
          <Button kind="quiet" onClick={onClose}>{t`Cancel`}</Button>
          <Button busy={send.busy} onClick={() => void send.run(false)}>{t`Keep as a draft`}</Button>
          {locked && (
            <span id={whyId} className="max-w-64 text-sm text-med">
              {locked}
            </span>
          )}
          <Button
            type="submit"
            kind={locked ? 'quiet' : 'primary'}
            busy={send.busy}
            aria-disabled={locked !== undefined}
            aria-describedby={locked && whyId}
          >
            {locked && <Lock size={13} aria-hidden="true" />}
            {occasion === 'now' ? t`Send it` : t`Release it`}
          </Button>
        </DialogButtons>
      </form>
    </Dialog>
  );
}
