import { fillDemoRoute } from '@interlock/contract/demo.ts';
import { setUpRoute, setUpStateRoute } from '@interlock/contract/identity.ts';
import { t } from '@lingui/core/macro';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { call } from '../../lib/calls/call.ts';
import { reads } from '../../lib/calls/query.ts';
import { useAction } from '../../lib/calls/use-action.ts';
import { fieldErrors, useFocusOnError } from '../../lib/calls/use-field-errors.ts';
import { keepMe } from '../../lib/session/session.ts';
import { useViewer } from '../../lib/session/viewer.ts';
import { Button, buttonLook } from '../../ui/buttons/button.tsx';
import { ErrorState } from '../../ui/feedback/error-state.tsx';
import { RefusalNote } from '../../ui/feedback/refusal-note.tsx';
import { Skeleton } from '../../ui/feedback/skeleton.tsx';
import { TextInput } from '../../ui/fields/input.tsx';
import { ZoneInput } from '../../ui/fields/zone-input.tsx';
import { Centered } from '../../ui/layout/centered.tsx';
import { useLinkSecret } from './link-secret.ts';

/** The first page of a new Interlock, opened with the link that the start printed. */
export function SetUp() {
  const state = useQuery(reads(setUpStateRoute, {}));
  const secret = useLinkSecret();
  if (state.isPending) return <Skeleton />;
  if (state.isError) return <ErrorState error={state.error} onRetry={() => void state.refetch()} />;
  if (!state.data.needed) {
    return (
      <Centered title={t`Interlock is set up already`}>
        <Link to="/sign-in" className={buttonLook('primary')}>
          {t`Sign in`}
        </Link>
      </Centered>
    );
  }
  if (!secret) {
    return (
      <Centered title={t`Interlock waits to be set up`}>
        <p className="text-sm">{t`Open the one-time link that the start printed in its terminal. It is valid for 60 minutes; the next start prints a new one.`}</p>
      </Centered>
    );
  }
  return <SetUpForm secret={secret} />;
}

function SetUpForm({ secret }: { secret: string }) {
  const navigate = useNavigate();
  const { zone } = useViewer();
  const [entered, setEntered] = useState({ organisation: '', zone, name: '', email: '', password: '' });
  const setUp = useAction(async ({ demo, ...input }: typeof entered & { demo: boolean }, key) => {
    keepMe(await call(setUpRoute, { secret, ...input }, { key }));
    // Where the demo is refused, the overview offers it again and says why.
    if (demo) await call(fillDemoRoute, {}, { key: `${key}-demo` }).catch(() => {});
    await navigate({ to: demo ? '/' : '/people', replace: true });
  });
  const errorAt = fieldErrors(setUp.refusal);
  const form = useFocusOnError(setUp.refusal);
  const enter = (name: keyof typeof entered) => (value: string) => setEntered({ ...entered, [name]: value });
  return (
    <Centered title={t`Set up Interlock`} intro={t`You become the first administrator. Invite the others next.`}>
      <form
        ref={form}
        noValidate
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          void setUp.run({ ...entered, demo: false });
        }}
      >
        <RefusalNote refusal={setUp.refusal} />
        <TextInput
          label={t`Organisation`}
          autoComplete="organization"
          value={entered.organisation}
          error={errorAt('organisation')}
          onChange={enter('organisation')}
        />
        <ZoneInput
          label={t`The organisation's time zone`}
          value={entered.zone}
          error={errorAt('zone')}
          onChange={enter('zone')}
        />
        <TextInput
          label={t`Your name`}
          autoComplete="name"
          value={entered.name}
          error={errorAt('name')}
          onChange={enter('name')}
        />
        <TextInput
          label={t`E-mail`}
          type="email"
          autoComplete="username"
          value={entered.email}
          error={errorAt('email')}
          onChange={enter('email')}
        />
        <TextInput
          label={t`Password`}
          hint={t`12 characters or more. A few words in a row are good.`}
          type="password"
          autoComplete="new-password"
          value={entered.password}
          error={errorAt('password')}
          onChange={enter('password')}
        />
        <Button type="submit" kind="primary" busy={setUp.busy}>
          {t`Set up`}
        </Button>
        <div className="flex flex-col gap-2 border-t border-line pt-4">
          <Button
            busy={setUp.busy}
            onClick={() => void setUp.run({ ...entered, demo: true })}
          >{t`Begin with a demo`}</Button>
          <p className="text-xs text-fg-3">{t`Fills it with made-up people and a year of changes to look around in. It is removed in one step.`}</p>
        </div>
      </form>
    </Centered>
  );
}
