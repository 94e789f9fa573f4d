import {
  listDeliveriesRoute,
  type Outbound,
  outboundRoute,
  releaseOutboundRoute,
  testMailRoute,
} from '@interlock/contract/deliveries.ts';
import { meRoute } from '@interlock/contract/identity.ts';
import { t } from '@lingui/core/macro';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { say } from '../../lib/browser/notices.ts';
import { call } from '../../lib/calls/call.ts';
import { outdated, reads } from '../../lib/calls/query.ts';
import { useAction } from '../../lib/calls/use-action.ts';
import { instantsIn } from '../../lib/formats/instants-in.ts';
import { Button } from '../../ui/buttons/button.tsx';
import { ErrorState } from '../../ui/feedback/error-state.tsx';
import { RefusalNote } from '../../ui/feedback/refusal-note.tsx';
import { Skeleton } from '../../ui/feedback/skeleton.tsx';
import { Card } from '../../ui/layout/card.tsx';
import { Dialog, DialogButtons } from '../../ui/overlays/dialog.tsx';
import { Ago, At } from '../../ui/values/time.tsx';
import { Figure, Figures } from './figure.tsx';

const EVERY = 15_000;

/** How sending goes, a mail to try it, and the way on after a restore. */
export function OutboundCard() {
  const outbound = useQuery({ ...reads(outboundRoute, {}), refetchInterval: EVERY });
  const test = useAction(async (_: null, key) => {
    await call(testMailRoute, {}, { key });
    await outdated(listDeliveriesRoute, outboundRoute);
    say(t`A mail to you is on its way. Look whether it arrives.`);
  });
  const { data } = outbound;
  return (
    <Card
      title={t`Mail and posts`}
      aside={data?.mail && <Button busy={test.busy} onClick={() => void test.run(null)}>{t`Mail me a test`}</Button>}
    >
      <RefusalNote refusal={test.refusal} />
      {outbound.isPending && <Skeleton rows={3} />}
      {outbound.isError && <ErrorState error={outbound.error} onRetry={() => void outbound.refetch()} />}
      {data && (
        <div className="flex flex-col gap-4">
          {data.held && <Held held={data.held} />}
          <How outbound={data} />
        </div>
      )}
    </Card>
  );
}

const MOST = 1000;
const counted = (number: number | undefined): string => ((number ?? 0) >= MOST ? `${MOST}+` : String(number ?? 0));

function How({ outbound: { mail, counts, lateSince } }: { outbound: Outbound }) {
  const { from = '' } = mail ?? {};
  return (
    <>
      <p className="text-sm text-fg-2">
        {mail ? t`Mail is on. It comes from ${from}.` : t`Mail is off: SMTP_URL and MAIL_FROM are not set.`}
      </p>
      <Figures>
        <Figure
          label={t`Waiting`}
          note={
            lateSince && (
              <>
                {t`late since`} <Ago at={lateSince} />
              </>
            )
          }
        >
          {counted((counts.waiting ?? 0) + (counts.sending ?? 0))}
        </Figure>
        <Figure label={t`Failed, tried again`} tone={counts.failed ? 'crit' : 'plain'}>
          {counted(counts.failed)}
        </Figure>
        <Figure label={t`Given up in 7 days`} tone={counts.given_up ? 'crit' : 'plain'}>
          {counted(counts.given_up)}
        </Figure>
        <Figure label={t`Sent in 7 days`}>{counted(counts.sent)}</Figure>
      </Figures>
    </>
  );
}

function Held({ held: { since, because } }: { held: NonNullable<Outbound['held']> }) {
  const [dropping, setDropping] = useState(false);
  const release = useAction(async (waiting: 'send' | 'drop', key) => {
    await call(releaseOutboundRoute, { waiting }, { key });
    await outdated(outboundRoute, listDeliveriesRoute, meRoute);
    say(waiting === 'send' ? t`What waited goes out now.` : t`What waited is dropped. What comes is sent.`);
  });
  return (
    <section aria-label={t`Held back`} className="flex flex-col gap-3 rounded-md bg-med-bg px-4 py-3 text-sm">
      <p>
        <strong>{t`Nothing is sent`}</strong> {t`since`} <At at={since} />.{' '}
        {instantsIn(because).map((piece) => ('at' in piece ? <At key={piece.at} at={piece.at} /> : piece.words))}
      </p>
      <p>{t`What waits may have been sent before the restore. Look at the list below, then decide.`}</p>
      <RefusalNote refusal={release.refusal} />
      <div className="flex flex-wrap gap-2">
        <Button busy={release.busy} onClick={() => void release.run('send')}>{t`Send what waits`}</Button>
        <Button kind="danger" onClick={() => setDropping(true)}>{t`Drop what waits`}</Button>
      </div>
      {dropping && (
        <Dialog
          title={t`Drop what waits?`}
          describe={t`Nobody hears of it by mail or in a room any more. Bells and the audit log keep it.`}
          onClose={() => setDropping(false)}
        >
          <DialogButtons>
            <Button kind="quiet" onClick={() => setDropping(false)}>{t`Cancel`}</Button>
            <Button kind="danger" busy={release.busy} onClick={() => void release.run('drop')}>{t`Drop it`}</Button>
          </DialogButtons>
        </Dialog>
      )}
    </section>
  );
}
