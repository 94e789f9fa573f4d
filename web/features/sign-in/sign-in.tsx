import { signInRoute } from '@interlock/contract/identity.ts';
import { t } from '@lingui/core/macro';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { call } from '../../lib/calls/call.ts';
import { useAction } from '../../lib/calls/use-action.ts';
import { fieldErrors, useFocusOnError } from '../../lib/calls/use-field-errors.ts';
import { safeNext } from '../../lib/session/safe-next.ts';
import { keepMe } from '../../lib/session/session.ts';
import { Button } from '../../ui/buttons/button.tsx';
import { RefusalNote } from '../../ui/feedback/refusal-note.tsx';
import { TextInput } from '../../ui/fields/input.tsx';
import { Centered } from '../../ui/layout/centered.tsx';

export function SignIn() {
  const navigate = useNavigate();
  const { next } = useSearch({ from: '/sign-in' });
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const signIn = useAction(async (input: { email: string; password: string }, key) => {
    keepMe(await call(signInRoute, input, { key }));
    await navigate({ href: safeNext(`${next ?? '/'}${location.hash}`), replace: true });
  });
  const errorAt = fieldErrors(signIn.refusal);
  const form = useFocusOnError(signIn.refusal);
  return (
    <Centered title={t`Sign in`}>
      <form
        ref={form}
        noValidate
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          void signIn.run({ email, password });
        }}
      >
        <RefusalNote refusal={signIn.refusal} />
        <TextInput
          label={t`E-mail`}
          type="email"
          autoComplete="username"
          autoFocus
          value={email}
          error={errorAt('email')}
          onChange={setEmail}
        />
        <TextInput
          label={t`Password`}
          type="password"
          autoComplete="current-password"
          value={password}
          error={errorAt('password')}
          onChange={setPassword}
        />
        <Button type="submit" kind="primary" busy={signIn.busy}>
          {t`Sign in`}
        </Button>
        <p className="text-xs text-fg-3">{t`Forgot the password? An administrator can make you a reset link.`}</p>
      </form>
    </Centered>
  );
}
