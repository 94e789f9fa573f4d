import type { Announcement } from '@interlock/contract/announcements.ts';
import type { Run } from '@interlock/contract/change-runs.ts';
import { t } from '@lingui/core/macro';
import { At } from '../../ui/values/time.tsx';
import { announcementWord, occasionWord, reachWord } from '../announcements/index.ts';
import { extensionWord } from '../run-acts/index.ts';
import { Part, Text } from './parts.tsx';

/** What was announced, word for word: to whom, when, by whom, and what still waits or was withdrawn. */
export function AnnouncementsPart({ announcements }: { announcements: readonly Announcement[] }) {
  if (announcements.length === 0) return null;
  return (
    <Part title={t`Announcements`}>
      {announcements.map(({ id, audience, occasion, subject, body, state, sent }) => (
        <Text key={id} name={`${audience.name} · ${occasionWord[occasion]()} · ${announcementWord[state]()}`}>
          <p className="font-medium break-words">{subject}</p>
          <p className="break-words whitespace-pre-line">{body}</p>
          {sent && (
            <p className="text-xs text-fg-2">
              {sent.by?.name ?? t`Interlock`}, <At at={sent.at} exact /> · {reachWord(sent.reach)}
            </p>
          )}
        </Text>
      ))}
    </Part>
  );
}

/** More time than was approved: what was asked, who decided, and the end that came of it beside the approved window. */
export function MoreTimePart({ run: { window, end, extensions } }: { run: Run }) {
  if (extensions.length === 0) return null;
  return (
    <Part title={t`More time`}>
      {window && end && (
        <p className="mb-2 text-sm">
          {t`Approved:`} <At at={window.start} /> – <At at={window.end} />
          {end !== window.end && (
            <>
              , {t`extended to`} <At at={end} />
            </>
          )}
        </p>
      )}
      {extensions.map(({ id, minutes, state, askedBy, askedAt, words, decisions }) => (
        <Text key={id} name={`${t`${minutes} min, asked by ${askedBy.name}`} · ${extensionWord[state]()}`}>
          <p className="text-xs text-fg-2">
            <At at={askedAt} exact />
          </p>
          <p className="break-words whitespace-pre-line">{words}</p>
          {decisions.map(({ by, granted, words: said, at }) => (
            <p key={by.id} className="break-words">
              {granted ? t`${by.name} granted it.` : t`${by.name} refused it.`} {said}{' '}
              <span className="text-xs text-fg-2">
                <At at={at} exact />
              </span>
            </p>
          ))}
        </Text>
      ))}
    </Part>
  );
}
