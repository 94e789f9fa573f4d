import {
  confirmLinkRoute,
  dismissLinkRoute,
  type IncidentLink,
  listIncidentsRoute,
} from '@interlock/contract/incidents.ts';
import { t } from '@lingui/core/macro';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { say } from '../../lib/browser/notices.ts';
import { call } from '../../lib/calls/call.ts';
import { outdated } from '../../lib/calls/query.ts';
import { useAction } from '../../lib/calls/use-action.ts';
import { Button } from '../../ui/buttons/button.tsx';
import { RefusalNote } from '../../ui/feedback/refusal-note.tsx';
import { Badge } from '../../ui/glyphs/badge.tsx';
import { WordsDialog } from '../../ui/overlays/words-dialog.tsx';
import { readAgain } from '../changes/index.ts';
import { attributionTone, attributionWord, kindWord } from './words.ts';

type Props = { name: string; link: IncidentLink; changeShown: boolean };

/** How sure it is that a change caused or fixed an incident, who says so, and the buttons of those who decide. */
export function LinkLine({ name, link, changeShown }: Props) {
  const [dismissing, setDismissing] = useState(false);
  const { id: linkId, version, kind, attribution, words, change, linkedBy, decided, mayDecide } = link;
  const after = async (done: string) => {
    await outdated(listIncidentsRoute);
    void readAgain();
    say(done);
  };
  const confirm = useAction(async (_input: string, key) => {
    await call(confirmLinkRoute, { linkId, version }, { key });
    await after(t`Confirmed.`);
  });
  const dismiss = useAction(async (why: string, key) => {
    await call(dismissLinkRoute, { linkId, version, words: why }, { key });
    setDismissing(false);
    await after(t`Dismissed.`);
  });
  const who = (decided?.by ?? linkedBy)?.name ?? t`an import`;
  const said = decided?.words || words;
  return (
    <div className="flex flex-col gap-1.5">
      <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
        <span>{kindWord[kind]()}</span>
        {changeShown ? (
          <Link
            to="/changes/$number"
            params={{ number: change.number }}
            search={{ tab: 'review' }}
            className="min-w-0 truncate text-accent underline underline-offset-2"
          >
            {change.number} {change.title}
          </Link>
        ) : (
          <span>{t`this change`}</span>
        )}
        <Badge tone={attributionTone(link)}>{attributionWord[attribution]()}</Badge>
        <span className="text-xs text-fg-2">{t`by ${who}`}</span>
      </p>
      {said && <p className="break-words whitespace-pre-line text-fg-2">“{said}”</p>}
      <RefusalNote refusal={confirm.refusal} />
      {mayDecide && (
        <div className="flex flex-wrap gap-2">
          {attribution !== 'confirmed' && (
            <Button aria-label={t`Confirm ${name}`} busy={confirm.busy} onClick={() => void confirm.run('confirm')}>
              {t`Confirm`}
            </Button>
          )}
          {attribution !== 'dismissed' && (
            <Button kind="quiet" aria-label={t`Dismiss ${name}`} onClick={() => setDismissing(true)}>
              {t`Dismiss`}
            </Button>
          )}
        </div>
      )}
      {dismissing && (
        <WordsDialog
          title={t`Dismiss ${name}`}
          describe={t`The change has nothing to do with it. Your words stay beside it.`}
          label={t`Why not?`}
          does={t`Dismiss it`}
          sending={dismiss}
          onClose={() => setDismissing(false)}
        />
      )}
    </div>
  );
}
