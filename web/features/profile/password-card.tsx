import { changePasswordRoute } from '@interlock/contract/identity.ts';
import { listSessionsRoute } from '@interlock/contract/sessions.ts';
import { t } from '@lingui/core/macro';
import { useState } from 'react';
import { say } from '../../lib/browser/notices.ts';
import { call } from '../../lib/calls/call.ts';
import { outdated } from '../../lib/calls/query.ts';
import { useAction } from '../../lib/calls/use-action.ts';
import { fieldErrors } from '../../lib/calls/use-field-errors.ts';
import { useMe } from '../../lib/session/session.ts';
import { Button } from '../../ui/buttons/button.tsx';
import { RefusalNote } from '../../ui/feedback/refusal-note.tsx';
import { TextInput } from '../../ui/fields/input.tsx';
import { Card } from '../../ui/layout/card.tsx';

export function PasswordCard() {
  const me = useMe();
  const [current, setCurrent] = useState('');
  const [next, setNext] = useState('');
  const change = useAction(async (input: { current: string; next: string }, key) => {
    await call(changePasswordRoute, input, { key });
    setCurrent('');
    setNext('');
    await outdated(listSessionsRoute);
    say(t`Password changed. Every other session ended.`);
  });
  const errorAt = fieldErrors(change.refusal);
  return (
    <Card title={t`Password`}>
      <form
        noValidate
        className="flex max-w-md flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          void change.run({ current, next });
        }}
      >
        <RefusalNote refusal={change.refusal} />
        <input type="email" autoComplete="username" readOnly hidden value={me.person.email} />
        <TextInput
          label={t`Current password`}
          type="password"
          autoComplete="current-password"
          value={current}
          error={errorAt('current')}
          onChange={setCurrent}
        />
        <TextInput
          label={t`New password`}
          hint={t`12 characters or more. A few words in a row are good.`}
          type="password"
          autoComplete="new-password"
          value={next}
          error={errorAt('next')}
          onChange={setNext}
        />
        <div>
          <Button type="submit" busy={change.busy}>{t`Change the password`}</Button>
        </div>
      </form>
    </Card>
  );
}
