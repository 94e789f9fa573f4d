import { listPeopleRoute } from '@interlock/contract/people.ts';
import { linkedAccountsRoute, unlinkAccountRoute } from '@interlock/contract/person-links.ts';
import { t } from '@lingui/core/macro';
import { say } from '../../lib/browser/notices.ts';
import { call } from '../../lib/calls/call.ts';
import { outdated } from '../../lib/calls/query.ts';
import { useAction } from '../../lib/calls/use-action.ts';

/** Unlinks an account, or proposes it where another administrator decides; says which of the two it was. */
export function useUnlink(personId: string | undefined, onDone: () => void) {
  return useAction(async (reason: string, key) => {
    if (personId === undefined) return;
    const { accounts } = await call(unlinkAccountRoute, { personId, reason }, { key });
    await outdated(linkedAccountsRoute, listPeopleRoute);
    const waits = accounts.some(({ person }) => person.id === personId);
    say(waits ? t`Proposed. Another administrator decides on it.` : t`They are two people again.`);
    onDone();
  });
}
