import { editProfileRoute, type Me, themes } from '@interlock/contract/identity.ts';
import { signOutRoute } from '@interlock/contract/sessions.ts';
import { t } from '@lingui/core/macro';
import { useState } from 'react';
import { say } from '../../lib/browser/notices.ts';
import { call } from '../../lib/calls/call.ts';
import { useAction } from '../../lib/calls/use-action.ts';
import { fieldErrors } from '../../lib/calls/use-field-errors.ts';
import { keepMe, useMe } from '../../lib/session/session.ts';
import { showTheme } from '../../lib/session/theme.ts';
import { setViewer } from '../../lib/session/viewer.ts';
import { Button } from '../../ui/buttons/button.tsx';
import { RefusalNote } from '../../ui/feedback/refusal-note.tsx';
import { TextInput } from '../../ui/fields/input.tsx';
import { LettersSwitch } from '../../ui/fields/letters-switch.tsx';
import { Select } from '../../ui/fields/select.tsx';
import { ZoneInput } from '../../ui/fields/zone-input.tsx';
import { Card } from '../../ui/layout/card.tsx';
import { Page } from '../../ui/layout/page.tsx';
import { TopBar } from '../../ui/layout/top-bar.tsx';
import { roleWord } from '../identity/index.ts';
import { DeputiesCard } from './deputies-card.tsx';
import { PasswordCard } from './password-card.tsx';
import { SessionsCard } from './sessions-card.tsx';
import { TellingCard } from './telling-card.tsx';
import { TokensCard } from './tokens-card.tsx';

export function Profile() {
  const me = useMe();
  const signOut = useAction(async (_: null, key) => {
    await call(signOutRoute, {}, { key });
    location.assign('/sign-in');
  });
  return (
    <>
      <TopBar crumbs={[t`Profile`]}>
        <Button busy={signOut.busy} onClick={() => void signOut.run(null)}>{t`Sign out`}</Button>
      </TopBar>
      <Page title={me.person.name} intro={me.person.roles.map(roleWord).join(', ')}>
        <div className="flex flex-col gap-5">
          <RefusalNote refusal={signOut.refusal} />
          <ProfileCard key={me.person.version} person={me.person} />
          <Card title={t`Keyboard`}>
            <LettersSwitch />
          </Card>
          <TellingCard />
          <DeputiesCard />
          <PasswordCard />
          <SessionsCard />
          <TokensCard />
        </div>
      </Page>
    </>
  );
}

const themeWords = { system: () => t`As the system`, light: () => t`Light`, dark: () => t`Dark` };

function ProfileCard({ person }: { person: Me['person'] }) {
  const [name, setName] = useState(person.name);
  const [zone, setZone] = useState(person.zone);
  const [theme, setTheme] = useState(person.theme);
  const save = useAction(async (input: Pick<Me['person'], 'name' | 'zone' | 'theme'>, key) => {
    const me = await call(editProfileRoute, { version: person.version, ...input }, { key });
    setViewer({ zone: me.person.zone });
    showTheme(me.person.theme);
    keepMe(me);
    say(t`Saved.`);
  });
  const errorAt = fieldErrors(save.refusal);
  return (
    <Card title={t`You`}>
      <form
        noValidate
        className="flex max-w-md flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          void save.run({ name, zone, theme });
        }}
      >
        <RefusalNote refusal={save.refusal} />
        <TextInput label={t`Name`} autoComplete="name" value={name} error={errorAt('name')} onChange={setName} />
        <ZoneInput hint={t`Times are shown by this clock.`} value={zone} error={errorAt('zone')} onChange={setZone} />
        <Select
          label={t`Theme`}
          value={theme}
          options={themes.map((one) => ({ value: one, label: themeWords[one]() }))}
          onChange={(next) => next && setTheme(next)}
        />
        <div>
          <Button type="submit" kind="primary" busy={save.busy}>{t`Save`}</Button>
        </div>
      </form>
    </Card>
  );
}
