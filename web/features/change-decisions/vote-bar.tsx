import type { Round } from '@interlock/contract/approvals.ts';
import { approveChangeRoute } from '@interlock/contract/change-flow.ts';
import type { ChangeDetail } from '@interlock/contract/changes.ts';
import { t } from '@lingui/core/macro';
import { lazy, Suspense, useEffect, useState } from 'react';
import { useCommands } from '../../lib/browser/commands.ts';
import { useKeys } from '../../lib/browser/keys.ts';
import { say } from '../../lib/browser/notices.ts';
import { call } from '../../lib/calls/call.ts';
import { type Refusal, refusalOf } from '../../lib/calls/refusal.ts';
import { useAction } from '../../lib/calls/use-action.ts';
import { Button } from '../../ui/buttons/button.tsx';
import { ballotOf } from '../approvals/index.ts';
import { useNews } from './use-news.ts';
import type { Said } from './vote-words.tsx';

const VoteWords = lazy(() => import('./vote-words.tsx'));

type Props = {
  change: ChangeDetail;
  round: Round;
  /** The server's answer, after which the page shows what it says; nothing is shown before. */
  onDone: (change: ChangeDetail) => Promise<void>;
  onRefused: (refusal: Refusal | undefined) => void;
  /** Where it came up by itself the letters rest at first: they may be meant for what stood there before. */
  pause?: boolean;
};

const PAUSE_MS = 1_200;

/**
 * What somebody who is asked can say: yes at once; no, or a question, only with words. Nothing is said before it is known what
 * is new since they looked last.
 */
export function VoteBar({ change, round, onDone, onRefused, pause = false }: Props) {
  const [saying, setSaying] = useState<Said>();
  const { number } = change;
  const approve = useAction(async (_: null, key) => {
    onRefused(undefined);
    const vote = { ...ballotOf(change, round), comment: '' };
    await call(approveChangeRoute, vote, { key })
      .then(onDone)
      .catch((thrown: unknown) => {
        onRefused(refusalOf(thrown));
        throw thrown;
      });
    say(t`You approved ${number}.`);
  });
  const waits = useNews(change).isPending;
  const rests = useRests(pause);
  const approveNow = () => void approve.run(null);
  const begin = (said: Said) => () => setSaying(said);
  useKeys(waits || rests ? {} : { a: approveNow, i: begin('ask'), r: begin('reject') });
  const commands = [
    { name: t`Approve ${number}`, keys: 'A', run: approveNow },
    { name: t`Ask about ${number}`, keys: 'I', run: begin('ask') },
    { name: t`Reject ${number}`, keys: 'R', run: begin('reject') },
  ];
  useCommands(waits ? [] : commands);
  // Words that are being written stay.
  if (waits && !saying) return null;
  return (
    <>
      <Button letter="I" onClick={begin('ask')}>
        {t`Ask`}
      </Button>
      <Button kind="quiet" letter="R" onClick={begin('reject')}>{t`Reject`}</Button>
      <Button kind="primary" letter="A" busy={approve.busy} onClick={approveNow}>{t`Approve`}</Button>
      <Suspense>
        {' '}
        {saying && (
          <VoteWords change={change} round={round} said={saying} onDone={onDone} onClose={() => setSaying(undefined)} />
        )}
      </Suspense>{' '}
    </>
  );
}

/** Begins anew with the bar, and never again once it is over. */
function useRests(pause: boolean): boolean {
  const [rests, setRests] = useState(pause);
  useEffect(() => {
    const over = setTimeout(() => setRests(false), PAUSE_MS);
    return () => clearTimeout(over);
  }, []);
  return rests;
}
