import { type Scope, scopes } from '@interlock/contract/permissions.ts';
import { createTokenRoute, listTokensRoute } from '@interlock/contract/sessions.ts';
import { t } from '@lingui/core/macro';
import { useState } from 'react';
import { call } from '../../lib/calls/call.ts';
import { outdated } from '../../lib/calls/query.ts';
import { useAction } from '../../lib/calls/use-action.ts';
import { fieldErrors, useFocusOnError } from '../../lib/calls/use-field-errors.ts';
import { Button } from '../../ui/buttons/button.tsx';
import { RefusalNote } from '../../ui/feedback/refusal-note.tsx';
import { Checkbox } from '../../ui/fields/checkbox.tsx';
import { TextInput } from '../../ui/fields/input.tsx';
import { ShownOnce } from '../../ui/fields/shown-once.tsx';
import { Dialog, DialogButtons } from '../../ui/overlays/dialog.tsx';
import { scopeHelp } from '../identity/index.ts';

/** Makes a token and shows its secret this once. */
export function NewToken({ onClose }: { onClose: () => void }) {
  const [name, setName] = useState('');
  const [chosen, setChosen] = useState<Scope[]>(['read']);
  const [days, setDays] = useState('90');
  const [secret, setSecret] = useState<string>();
  const make = useAction(async (input: { name: string; scopes: Scope[]; days: number }, key) => {
    setSecret((await call(createTokenRoute, input, { key })).secret);
    await outdated(listTokensRoute);
  });
  const errorAt = fieldErrors(make.refusal);
  const form = useFocusOnError(make.refusal);
  if (secret) {
    return (
      <Dialog held title={t`The token is made`} describe={t`Copy it now: it is not shown again.`} onClose={onClose}>
        <ShownOnce label={t`Token`} secret={secret} />
        <DialogButtons>
          <Button kind="primary" onClick={onClose}>{t`Done`}</Button>
        </DialogButtons>
      </Dialog>
    );
  }
  return (
    <Dialog
      title={t`New token`}
      describe={t`It never does more than its scopes, and never more than you may.`}
      onClose={onClose}
    >
      <form
        ref={form}
        noValidate
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          void make.run({ name, scopes: chosen, days: Number(days) });
        }}
      >
        <RefusalNote refusal={make.refusal} />
        <TextInput label={t`What it is for`} value={name} error={errorAt('name')} onChange={setName} />
        <fieldset className="flex flex-col gap-2">
          <legend className="mb-1 text-sm font-medium">{t`What it may do`}</legend>
          {scopes.map((scope) => (
            <Checkbox
              key={scope}
              label={scopeHelp(scope)}
              checked={chosen.includes(scope)}
              onChange={(on) => setChosen(on ? [...chosen, scope] : chosen.filter((one) => one !== scope))}
            />
          ))}
          {errorAt('scopes') && <p className="text-xs text-crit">{errorAt('scopes')}</p>}
        </fieldset>
        <TextInput
          label={t`Days until it expires`}
          hint={t`1 to 365`}
          type="number"
          min={1}
          max={365}
          value={days}
          error={errorAt('days')}
          onChange={setDays}
        />
        <DialogButtons>
          <Button kind="quiet" onClick={onClose}>{t`Cancel`}</Button>
          <Button type="submit" kind="primary" busy={make.busy}>{t`Make the token`}</Button>
        </DialogButtons>
      </form>
    </Dialog>
  );
}
