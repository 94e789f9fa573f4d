import { type DecisionLink, decideByLinkRoute, lookAtDecisionRoute } from '@interlock/contract/decision-links.ts';
import { t } from '@lingui/core/macro';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { call, type InputOf } from '../../lib/calls/call.ts';
import { useAction } from '../../lib/calls/use-action.ts';
import { fieldErrors, useFocusOnError } from '../../lib/calls/use-field-errors.ts';
import { Button, buttonLook } from '../../ui/buttons/button.tsx';
import { ErrorState } from '../../ui/feedback/error-state.tsx';
import { RefusalNote } from '../../ui/feedback/refusal-note.tsx';
import { Skeleton } from '../../ui/feedback/skeleton.tsx';
import { Textarea } from '../../ui/fields/textarea.tsx';
import { Card } from '../../ui/layout/card.tsx';
import { Page } from '../../ui/layout/page.tsx';
import { TopBar } from '../../ui/layout/top-bar.tsx';
import { At } from '../../ui/values/time.tsx';
import { News } from '../change-decisions/index.ts';
import { useChange } from '../changes/index.ts';
import { AskedAbout } from './asked-about.tsx';

/** Where the link of a mail leads: it shows what is asked, and decides only when somebody confirms. */
export function DecidePage() {
  const [token] = useState(() => location.hash.slice(1));
  const link = useQuery({
    queryKey: [lookAtDecisionRoute.path, token],
    queryFn: () => call(lookAtDecisionRoute, { token }),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
  return (
    <>
      <TopBar crumbs={[t`Decide`]} />
      {link.isPending && <Skeleton />}
      {link.isError && (
        <>
          <ErrorState whole error={link.error} />
          <p className="text-center">
            <Link to="/inbox" className={buttonLook('plain')}>
              {t`Go to your inbox`}
            </Link>
          </p>
        </>
      )}
      {link.data && <Decide token={token} link={link.data} />}
    </>
  );
}

type Decision = InputOf<typeof decideByLinkRoute>['decision'];

function Decide({ token, link }: { token: string; link: DecisionLink }) {
  const { number, title, round, requester } = link;
  const change = useChange(number);
  const [comment, setComment] = useState('');
  const [done, setDone] = useState<Decision>();
  const decide = useAction(async (decision: Decision, key) => {
    await call(decideByLinkRoute, { token, decision, comment }, { key });
    setDone(decision);
  });
  const form = useFocusOnError(decide.refusal);
  const open = (
    <Link to="/changes/$number" params={{ number }} className={buttonLook('plain')}>
      {t`Open ${number}`}
    </Link>
  );
  if (done) {
    return (
      <Page title={done === 'approve' ? t`You approved ${number}.` : t`You rejected ${number}.`} intro={title}>
        {open}
      </Page>
    );
  }
  return (
    <Page title={`${number}: ${title}`} intro={t`${round} asks for your decision.`} actions={open}>
      <form ref={form} noValidate className="flex flex-col gap-5" onSubmit={(event) => event.preventDefault()}>
        {requester && <p className="text-sm text-fg-2">{t`Requested by ${requester}`}</p>}
        {change.data && <News change={change.data} />}
        <AskedAbout link={link} />
        <Card title={t`Your decision`}>
          <div className="flex flex-col gap-4">
            <RefusalNote refusal={decide.refusal} />
            <Textarea
              label={t`Words`}
              hint={t`A no takes words; with a yes they are up to you.`}
              value={comment}
              error={fieldErrors(decide.refusal)('comment')}
              onChange={setComment}
            />
            <div className="flex flex-wrap gap-2">
              <Button kind="primary" busy={decide.busy} onClick={() => void decide.run('approve')}>{t`Approve`}</Button>
              <Button kind="danger" busy={decide.busy} onClick={() => void decide.run('reject')}>{t`Reject`}</Button>
            </div>
            <p className="text-sm text-fg-2">
              {t`Is something missing to decide by? Whoever asks for the change answers there:`}{' '}
              <Link
                to="/changes/$number"
                params={{ number }}
                className="text-accent underline underline-offset-2"
              >{t`Ask for information`}</Link>
            </p>
            <p className="text-xs text-fg-3">
              {t`This link decides once, until`} <At at={link.expiresAt} />.
            </p>
          </div>
        </Card>
      </form>
    </Page>
  );
}
