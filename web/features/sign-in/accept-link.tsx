import { acceptLinkRoute, lookAtLinkRoute } from '@interlock/contract/identity.ts';
import { t } from '@lingui/core/macro';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { call } from '../../lib/calls/call.ts';
import { refusalOf } from '../../lib/calls/refusal.ts';
import { wordsOf } from '../../lib/calls/refusal-words.ts';
import { useAction } from '../../lib/calls/use-action.ts';
import { fieldErrors, useFocusOnError } from '../../lib/calls/use-field-errors.ts';
import { keepMe } from '../../lib/session/session.ts';
import { Button, buttonLook } from '../../ui/buttons/button.tsx';
import { RefusalNote } from '../../ui/feedback/refusal-note.tsx';
import { Skeleton } from '../../ui/feedback/skeleton.tsx';
import { TextInput } from '../../ui/fields/input.tsx';
import { Centered } from '../../ui/layout/centered.tsx';
import { At } from '../../ui/values/time.tsx';
import { useLinkSecret } from './link-secret.ts';

/** An invitation or a reset link: whom it is for, and a password to choose. */
export function AcceptLink() {
  const secret = useLinkSecret();
  const link = useQuery({
    queryKey: ['one-time link', secret],
    queryFn: () => call(lookAtLinkRoute, { secret }),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
  if (link.isPending) return <Skeleton />;
  if (link.isError) {
    const { title, next } = wordsOf(refusalOf(link.error));
    return (
      <Centered title={title} intro={next}>
        <Link to="/sign-in" className={buttonLook('plain')}>
          {t`Sign in`}
        </Link>
      </Centered>
    );
  }
  return <ChoosePassword secret={secret} link={link.data} />;
}

type LookedAt = {
  kind: 'set_up' | 'invitation' | 'reset';
  name: string | null;
  email: string | null;
  expiresAt: string;
};

function ChoosePassword({ secret, link }: { secret: string; link: LookedAt }) {
  const navigate = useNavigate();
  const [password, setPassword] = useState('');
  const accept = useAction(async (chosen: string, key) => {
    keepMe(await call(acceptLinkRoute, { secret, password: chosen }, { key }));
    await navigate({ to: '/', replace: true });
  });
  const form = useFocusOnError(accept.refusal);
  const name = link.name ?? '';
  return (
    <Centered title={link.kind === 'reset' ? t`Choose a new password` : t`Welcome, ${name}`}>
      <form
        ref={form}
        noValidate
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          void accept.run(password);
        }}
      >
        <RefusalNote refusal={accept.refusal} />
        <TextInput
          label={t`E-mail`}
          type="email"
          autoComplete="username"
          readOnly
          value={link.email ?? ''}
          onChange={() => undefined}
        />
        <TextInput
          label={t`Password`}
          hint={t`12 characters or more. A few words in a row are good.`}
          type="password"
          autoComplete="new-password"
          autoFocus
          value={password}
          error={fieldErrors(accept.refusal)('password')}
          onChange={setPassword}
        />
        <Button type="submit" kind="primary" busy={accept.busy}>
          {t`Save the password and sign in`}
        </Button>
        <p className="text-xs text-fg-3">
          {t`This link is valid until`} <At at={link.expiresAt} />
        </p>
      </form>
    </Centered>
  );
}
