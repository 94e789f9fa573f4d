import {
  type LinkKind,
  linkIncidentRoute,
  linkKinds,
  listIncidentsRoute,
  recordIncidentRoute,
} from '@interlock/contract/incidents.ts';
import { t } from '@lingui/core/macro';
import { useState } from 'react';
import { say } from '../../lib/browser/notices.ts';
import { call } from '../../lib/calls/call.ts';
import { outdated } from '../../lib/calls/query.ts';
import { useAction } from '../../lib/calls/use-action.ts';
import { fieldErrors, useFocusOnError } from '../../lib/calls/use-field-errors.ts';
import { instantAt } from '../../lib/formats/local-time.ts';
import { useViewer } from '../../lib/session/viewer.ts';
import { Button } from '../../ui/buttons/button.tsx';
import { RefusalNote } from '../../ui/feedback/refusal-note.tsx';
import { TextInput } from '../../ui/fields/input.tsx';
import { Select } from '../../ui/fields/select.tsx';
import { Textarea } from '../../ui/fields/textarea.tsx';
import { Dialog, DialogButtons } from '../../ui/overlays/dialog.tsx';
import { readAgain } from '../changes/index.ts';
import { kindWord } from './words.ts';

/** The system that was named last is most likely the next one. */
const LAST_SYSTEM = 'interlock.incident-system';

type Props = { /** Left out, the incident is recorded without a change. */ changeId?: string; onClose: () => void };

/** An incident of another system, and what this change has to do with it. */
export default function LinkDialog({ changeId, onClose }: Props) {
  const { zone } = useViewer();
  const [given, setGiven] = useState({ system: remembered(), number: '', title: '', url: '', opened: '', words: '' });
  const [kind, setKind] = useState<LinkKind>('caused_by');
  const [tried, setTried] = useState(false);
  const send = useAction(async ({ opened, words, ...told }: typeof given, key) => {
    const recorded = { ...told, openedAt: opened === '' ? null : instantAt(opened, zone) };
    if (changeId) await call(linkIncidentRoute, { changeId, kind, words, ...recorded }, { key });
    else await call(recordIncidentRoute, recorded, { key });
    localStorage.setItem(LAST_SYSTEM, told.system);
    await outdated(listIncidentsRoute);
    void readAgain();
    say(t`The incident is recorded.`);
    onClose();
  });
  const form = useFocusOnError(send.refusal);
  const errorAt = fieldErrors(send.refusal);
  const missing = (name: 'system' | 'number' | 'title') =>
    (tried && given[name].trim() === '' ? t`This is needed.` : undefined) ?? errorAt(name);
  const put = (name: keyof typeof given) => (value: string) => setGiven({ ...given, [name]: value });
  return (
    <Dialog
      title={t`Record an incident`}
      describe={t`Interlock keeps a reference. The same system and number again brings it up to date.`}
      onClose={onClose}
    >
      <form
        ref={form}
        noValidate
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          setTried(true);
          if ([given.system, given.number, given.title].every((one) => one.trim() !== '')) void send.run(given);
        }}
      >
        <RefusalNote refusal={send.refusal} />
        {changeId && (
          <Select
            label={t`What this change has to do with it`}
            value={kind}
            options={linkKinds.map((one) => ({ value: one, label: kindWord[one]() }))}
            onChange={(next) => next && setKind(next)}
          />
        )}
        <div className="grid gap-3 sm:grid-cols-2">
          <TextInput
            label={t`System`}
            required
            value={given.system}
            error={missing('system')}
            onChange={put('system')}
          />
          <TextInput
            label={t`Number`}
            required
            value={given.number}
            error={missing('number')}
            onChange={put('number')}
          />
        </div>
        <TextInput label={t`Title`} required value={given.title} error={missing('title')} onChange={put('title')} />
        <TextInput label={t`Address`} type="url" value={given.url} error={errorAt('url')} onChange={put('url')} />
        <TextInput
          type="datetime-local"
          label={t`Opened`}
          hint={t`By the clock of ${zone}.`}
          value={given.opened}
          error={errorAt('openedAt')}
          onChange={(value) => put('opened')(value.slice(0, 16))}
        />
        {changeId && (
          <Textarea
            label={t`What speaks for it`}
            value={given.words}
            error={errorAt('words')}
            onChange={put('words')}
          />
        )}
        <DialogButtons>
          <Button kind="quiet" onClick={onClose}>{t`Cancel`}</Button>
          <Button type="submit" kind="primary" busy={send.busy}>{t`Record it`}</Button>
        </DialogButtons>
      </form>
    </Dialog>
  );
}

function remembered(): string {
  try {
    return localStorage.getItem(LAST_SYSTEM) ?? '';
  } catch {
    // Storage may be refused; the name is then typed.
    return '';
  }
}
