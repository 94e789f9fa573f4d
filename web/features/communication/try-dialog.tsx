import { type TellingRule, tryRuleRoute } from '@interlock/contract/communication.ts';
import { t } from '@lingui/core/macro';
import { useState } from 'react';
import { call, type OutputOf } from '../../lib/calls/call.ts';
import { useAction } from '../../lib/calls/use-action.ts';
import { fieldErrors } from '../../lib/calls/use-field-errors.ts';
import { Button } from '../../ui/buttons/button.tsx';
import { RefusalNote } from '../../ui/feedback/refusal-note.tsx';
import { TextInput } from '../../ui/fields/input.tsx';
import { Person } from '../../ui/glyphs/person.tsx';
import { Dialog } from '../../ui/overlays/dialog.tsx';
import { audienceWord } from './words.ts';

type Tried = OutputOf<typeof tryRuleRoute>;

/** Who would hear of a change by this rule, as things are now. */
export function TryDialog({ rule, onClose }: { rule: TellingRule; onClose: () => void }) {
  const [number, setNumber] = useState('');
  const [tried, setTried] = useState<Tried>();
  const ask = useAction(async (change: string) => setTried(await call(tryRuleRoute, { ruleId: rule.id, change })));
  const errorAt = fieldErrors(ask.refusal);
  return (
    <Dialog
      title={t`Try: ${rule.name}`}
      describe={t`Who would hear of it on this change. Nothing is sent.`}
      onClose={onClose}
    >
      <form
        noValidate
        className="flex items-end gap-2"
        onSubmit={(event) => {
          event.preventDefault();
          setTried(undefined);
          void ask.run(number);
        }}
      >
        <TextInput
          label={t`Change`}
          placeholder="CHG-12"
          className="grow"
          value={number}
          error={errorAt('change')}
          onChange={setNumber}
        />
        <Button
          type="submit"
          kind="primary"
          busy={ask.busy}
          className={errorAt('change') ? 'mb-5' : ''}
        >{t`Who hears?`}</Button>
      </form>
      {ask.refusal && !errorAt('change') && <RefusalNote refusal={ask.refusal} />}
      {tried && <Heard tried={tried} />}
    </Dialog>
  );
}

const mailWord: Record<Exclude<Tried['people'][number]['mail'], null>, () => string> = {
  at_once: () => t`mail at once`,
  daily: () => t`one mail a day`,
  off: () => t`wants no such mail`,
  no_mail_server: () => t`mail, once a mail server is set`,
};

function Heard({ tried: { change, holds, people, chats } }: { tried: Tried }) {
  const nobody = people.length + chats.length === 0;
  return (
    <section aria-label={t`Who hears`} aria-live="polite" className="mt-4 flex flex-col gap-2 text-sm">
      <p className="text-fg-2">
        {change.number}: {change.title}
      </p>
      {!holds && <p className="text-med">{t`Its condition does not hold for this change now: nobody would hear.`}</p>}
      {nobody && <p>{t`Nobody has such a part in this change now.`}</p>}
      <ul>
        {people.map(({ person, as, bell, mail }) => (
          <li key={person.id} className="flex flex-wrap items-center gap-x-3 border-b border-line py-2 last:border-b-0">
            <span className="grow">
              <Person person={person} />
            </span>
            <span className="text-xs text-fg-2">
              {as.map((one) => audienceWord[one]()).join(', ')} ·{' '}
              {[bell && t`bell`, mail && mailWord[mail]()].filter(Boolean).join(', ')}
            </span>
          </li>
        ))}
        {chats.map((name) => (
          <li key={name} className="border-b border-line py-2 last:border-b-0">{t`The room ${name}`}</li>
        ))}
      </ul>
    </section>
  );
}
