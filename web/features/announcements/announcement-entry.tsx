import {
  type Announcement,
  listAnnouncementsRoute,
  releaseAnnouncementRoute,
  withdrawAnnouncementRoute,
} from '@interlock/contract/announcements.ts';
import { plural, t } from '@lingui/core/macro';
import { lazy, Suspense, useState } from 'react';
import { say } from '../../lib/browser/notices.ts';
import { call } from '../../lib/calls/call.ts';
import { outdated } from '../../lib/calls/query.ts';
import { useAction } from '../../lib/calls/use-action.ts';
import { Button } from '../../ui/buttons/button.tsx';
import { RefusalNote } from '../../ui/feedback/refusal-note.tsx';
import { Badge } from '../../ui/glyphs/badge.tsx';
import { At } from '../../ui/values/time.tsx';
import { heldBackWord, occasionWord, reachWord, stateTone, stateWord } from './words.ts';

const EditDialog = lazy(() => import('./edit-dialog.tsx'));

type Props = { announcement: Announcement; mayWrite: boolean };

/** One announcement, word for word, with what became of it and the buttons of those who may still alter that. */
export function AnnouncementEntry({ announcement, mayWrite }: Props) {
  const [editing, setEditing] = useState(false);
  const { id: announcementId, version, audience, occasion, subject, body, state, held } = announcement;
  const release = useAction(async (_input: string, key) => {
    await call(releaseAnnouncementRoute, { announcementId, version }, { key });
    await outdated(listAnnouncementsRoute);
    say(occasion === 'now' ? t`It is sent.` : t`It goes out by itself.`);
  });
  const withdraw = useAction(async (_input: string, key) => {
    await call(withdrawAnnouncementRoute, { announcementId, version }, { key });
    await outdated(listAnnouncementsRoute);
    say(t`It is withdrawn.`);
  });
  const isOpen = mayWrite && (state === 'draft' || state === 'ready');
  return (
    <li className="flex flex-col gap-2 border-t border-line px-4 py-3 text-sm first:border-t-0">
      <div className="flex flex-wrap items-center gap-x-2.5 gap-y-1">
        <Badge tone={stateTone[state]}>{stateWord[state]()}</Badge>
        <span className="font-semibold">{audience.name}</span>
        <span className="text-fg-2">
          {occasionWord[occasion]()} <When announcement={announcement} />
        </span>
      </div>
      {held && <p className="rounded-md bg-med-bg px-3 py-2 text-med">{heldBackWord[held]()}</p>}
      <div>
        <p className="font-medium break-words">{subject}</p>
        <p className="break-words whitespace-pre-line text-fg-2">{body}</p>
      </div>
      <Became announcement={announcement} />
      <RefusalNote refusal={release.refusal ?? withdraw.refusal} />
      {isOpen && (
        <div className="flex flex-wrap gap-2">
          {state === 'draft' && (
            <Button
              kind="primary"
              aria-label={occasion === 'now' ? t`Send it: ${subject}` : t`Release it: ${subject}`}
              busy={release.busy}
              onClick={() => void release.run('release')}
            >
              {occasion === 'now' ? t`Send it` : t`Release it`}
            </Button>
          )}
          <Button aria-label={t`Edit: ${subject}`} onClick={() => setEditing(true)}>{t`Edit`}</Button>
          <Button
            kind="quiet"
            aria-label={t`Withdraw: ${subject}`}
            busy={withdraw.busy}
            onClick={() => void withdraw.run('withdraw')}
          >{t`Withdraw`}</Button>
        </div>
      )}
      <Suspense>{editing && <EditDialog announcement={announcement} onClose={() => setEditing(false)} />}</Suspense>
    </li>
  );
}

function When({ announcement: { dueAt, state, sent } }: { announcement: Announcement }) {
  if (sent) return <At at={sent.at} />;
  return state === 'ready' && dueAt ? <At at={dueAt} /> : null;
}

/** Who sent or wrote it, whom it reached, and what did not arrive. */
function Became({ announcement: { sent, writtenBy, writtenAt, troubled } }: { announcement: Announcement }) {
  if (!sent) {
    return (
      <p className="text-xs text-fg-3">
        {t`written by ${writtenBy.name}`} · <At at={writtenAt} />
      </p>
    );
  }
  const by = sent.by?.name ?? t`Interlock`;
  return (
    <p className="text-xs text-fg-3">
      {t`sent by ${by}`} · {reachWord(sent.reach)}
      {troubled > 0 && (
        <span className="font-semibold text-high">
          {' · '}
          {plural(troubled, { one: '# did not arrive so far', other: '# did not arrive so far' })}
        </span>
      )}
    </p>
  );
}
