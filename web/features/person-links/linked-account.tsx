import { inboxRoute } from '@interlock/contract/inbox.ts';
import { listPeopleRoute } from '@interlock/contract/people.ts';
import {
  confirmUnlinkingRoute,
  declineUnlinkingRoute,
  type LinkedAccount,
  linkedAccountsRoute,
} from '@interlock/contract/person-links.ts';
import { t } from '@lingui/core/macro';
import { useQuery } from '@tanstack/react-query';
import { call } from '../../lib/calls/call.ts';
import { outdated } from '../../lib/calls/query.ts';
import { useAction } from '../../lib/calls/use-action.ts';
import { meQuery } from '../../lib/session/session.ts';
import { Button } from '../../ui/buttons/button.tsx';
import { RefusalNote } from '../../ui/feedback/refusal-note.tsx';
import { Badge } from '../../ui/glyphs/badge.tsx';
import { At } from '../../ui/values/time.tsx';

/** One account of several: why it is taken for theirs, and what waits for another administrator. */
export function LinkedAccountRow({ account, onUnlink }: { account: LinkedAccount; onUnlink: () => void }) {
  const { person, reason, linkedBy, linkedAt, unlinking } = account;
  const [who, by] = [person.name, linkedBy.name];
  return (
    <li className="flex flex-col gap-2 rounded-md border border-line p-3 text-sm">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <span className="flex flex-wrap items-center gap-2 font-medium">
          {who}
          {!person.active && <Badge>{t`Deactivated`}</Badge>}
        </span>
        {!unlinking && <Button kind="quiet" aria-label={t`Unlink ${who}`} onClick={onUnlink}>{t`Unlink`}</Button>}
      </div>
      <p className="text-fg-2">
        {t`Linked by ${by}`} <At at={linkedAt} />
        {reason && `: ${reason}`}
      </p>
      {unlinking && <Unlinking personId={person.id} unlinking={unlinking} />}
    </li>
  );
}

type Waiting = { personId: string; unlinking: NonNullable<LinkedAccount['unlinking']> };

/** What waits for another administrator, and the decision on it. */
export function Unlinking({ personId, unlinking }: Waiting) {
  const me = useQuery(meQuery);
  const isMine = me.data?.person.id === unlinking.by.id;
  const changed = () => outdated(linkedAccountsRoute, listPeopleRoute, inboxRoute);
  const confirm = useAction(async (_: null, key) => {
    await call(confirmUnlinkingRoute, { personId }, { key });
    await changed();
  });
  const decline = useAction(async (_: null, key) => {
    await call(declineUnlinkingRoute, { personId }, { key });
    await changed();
  });
  const [by, because] = [unlinking.by.name, unlinking.because];
  return (
    <div className="flex flex-col gap-2 rounded-md bg-sunken p-3">
      <p>
        {t`${by} proposes to unlink it: ${because}`} <At at={unlinking.at} />
      </p>
      <div className="flex flex-wrap gap-2">
        {unlinking.mayConfirm && (
          <Button kind="danger" busy={confirm.busy} onClick={() => void confirm.run(null)}>{t`Confirm`}</Button>
        )}
        <Button busy={decline.busy} onClick={() => void decline.run(null)}>
          {isMine ? t`Take it back` : t`Leave linked`}
        </Button>
      </div>
      {unlinking.mayNotBecause && <p className="text-fg-2">{unlinking.mayNotBecause}</p>}
      <RefusalNote refusal={confirm.refusal ?? decline.refusal} />
    </div>
  );
}
