import { listPeopleRoute, type Person } from '@interlock/contract/people.ts';
import { linkAccountsRoute, linkedAccountsRoute } from '@interlock/contract/person-links.ts';
import { t } from '@lingui/core/macro';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { say } from '../../lib/browser/notices.ts';
import { call } from '../../lib/calls/call.ts';
import { outdated, reads } from '../../lib/calls/query.ts';
import { useAction } from '../../lib/calls/use-action.ts';
import { fieldErrors } from '../../lib/calls/use-field-errors.ts';
import { Button } from '../../ui/buttons/button.tsx';
import { ErrorState } from '../../ui/feedback/error-state.tsx';
import { RefusalNote } from '../../ui/feedback/refusal-note.tsx';
import type { Choice } from '../../ui/fields/combobox.tsx';
import { Textarea } from '../../ui/fields/textarea.tsx';
import { Dialog, DialogButtons } from '../../ui/overlays/dialog.tsx';
import { WordsDialog } from '../../ui/overlays/words-dialog.tsx';
import { PersonPicker } from '../identity/index.ts';
import { LinkedAccountRow } from './linked-account.tsx';
import { useUnlink } from './use-unlink.ts';

type Props = { person: Person; onBack: () => void; onClose: () => void };

/** The accounts that are one person's with this one: linking another, and unlinking, which two administrators agree on. */
export default function AccountsDialog({ person, onBack, onClose }: Props) {
  const { name } = person;
  const linked = useQuery(reads(linkedAccountsRoute, { personId: person.id }));
  const accounts = linked.data?.accounts ?? [];
  const [apart, setApart] = useState<Choice>();
  const unlink = useUnlink(apart?.id, () => setApart(undefined));
  if (apart) {
    const { name: account } = apart;
    return (
      <WordsDialog
        title={t`Unlink ${account}?`}
        describe={t`As it makes a second vote possible, another administrator confirms it, where there is one.`}
        label={t`Why are these two people after all?`}
        does={t`Unlink`}
        danger
        sending={unlink}
        onClose={() => setApart(undefined)}
      />
    );
  }
  return (
    <Dialog title={t`Accounts of ${name}`} describe={person.email} onClose={onClose}>
      {linked.isError && <ErrorState error={linked.error} onRetry={() => void linked.refetch()} />}
      {accounts.length > 0 && (
        <ul className="mb-4 flex flex-col gap-2" aria-label={t`One person`}>
          {accounts.map((account) => (
            <LinkedAccountRow
              key={account.person.id}
              account={account}
              onUnlink={() => setApart({ id: account.person.id, name: account.person.name })}
            />
          ))}
        </ul>
      )}
      <LinkForm person={person} onBack={onBack} />
    </Dialog>
  );
}

function LinkForm({ person, onBack }: Pick<Props, 'person' | 'onBack'>) {
  const { name } = person;
  const [other, setOther] = useState<Choice | null>(null);
  const [reason, setReason] = useState('');
  const link = useAction(async (input: { withId: string; reason: string }, key) => {
    await call(linkAccountsRoute, { personId: person.id, ...input }, { key });
    await outdated(linkedAccountsRoute, listPeopleRoute);
    say(t`From now on they count as one person.`);
    setOther(null);
    setReason('');
  });
  const errors = fieldErrors(link.refusal);
  return (
    <form
      noValidate
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        void link.run({ withId: other?.id ?? '', reason });
      }}
    >
      <p className="text-sm text-fg-2">
        {t`Link another account of ${name}: in every approval both count once, and what bars one bars the other. Votes that had counted twice fall, until the work starts.`}
      </p>
      <RefusalNote refusal={link.refusal} />
      <PersonPicker label={t`Other account`} everybody value={other} error={errors('withId')} onChange={setOther} />
      <Textarea label={t`How do you know?`} required value={reason} error={errors('reason')} onChange={setReason} />
      <DialogButtons>
        <Button kind="quiet" onClick={onBack}>{t`Back`}</Button>
        <Button type="submit" kind="primary" busy={link.busy}>{t`Link`}</Button>
      </DialogButtons>
    </form>
  );
}
