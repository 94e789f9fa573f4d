import { inboxRoute } from '@interlock/contract/inbox.ts';
import {
  discardTemplateRoute,
  listTemplatesRoute,
  listTemplateVersionsRoute,
  proposeTemplateRoute,
  publishTemplateRoute,
  renewTemplateRoute,
  retireTemplateRoute,
  returnTemplateRoute,
  showTemplateRoute,
  type TemplateAct,
  type TemplateDetail,
  withdrawTemplateRoute,
} from '@interlock/contract/templates.ts';
import { t } from '@lingui/core/macro';
import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { say } from '../../lib/browser/notices.ts';
import { call } from '../../lib/calls/call.ts';
import { outdated } from '../../lib/calls/query.ts';
import { useAction } from '../../lib/calls/use-action.ts';
import { fieldErrors } from '../../lib/calls/use-field-errors.ts';
import { Button, type ButtonKind, buttonLook } from '../../ui/buttons/button.tsx';
import { RefusalNote } from '../../ui/feedback/refusal-note.tsx';
import { controlLook, Field } from '../../ui/fields/field.tsx';
import { Textarea } from '../../ui/fields/textarea.tsx';
import { Dialog, DialogButtons } from '../../ui/overlays/dialog.tsx';

type Act = Exclude<TemplateAct, 'edit'>;
type Read = { templateId: string; version: number };
type Told = { words: string; at: string };

type Described = {
  label: () => string;
  describe: () => string;
  done: () => string;
  /** What is asked for; a act that asks for words takes none without them where they are needed. */
  asks?: () => string;
  needed?: boolean;
  kind?: ButtonKind;
  send: (read: Read, told: Told, key: string) => Promise<TemplateDetail>;
};

const acts: Record<Act, Described> = {
  renew: {
    label: () => t`Write a new version`,
    describe: () => t`A draft begins as a copy. What is in force stays so until the draft is published.`,
    done: () => t`The draft is begun.`,
    send: (read, _told, key) => call(renewTemplateRoute, read, { key }),
  },
  propose: {
    label: () => t`Propose it`,
    describe: () => t`A change manager who did not write it looks at it and publishes it, or sends it back.`,
    done: () => t`It waits for a change manager.`,
    asks: () => t`What is new in it?`,
    kind: 'primary',
    send: (read, { words }, key) => call(proposeTemplateRoute, { ...read, note: words }, { key }),
  },
  withdraw: {
    label: () => t`Take it back`,
    describe: () => t`It becomes a draft again and can be written on.`,
    done: () => t`It is a draft again.`,
    send: (read, _told, key) => call(withdrawTemplateRoute, read, { key }),
  },
  publish: {
    label: () => t`Publish it`,
    describe: () => t`This approves every change that is raised from it from now on.`,
    done: () => t`It is published.`,
    asks: () => t`Words, where they help`,
    kind: 'primary',
    send: (read, { words }, key) => call(publishTemplateRoute, { ...read, words }, { key }),
  },
  return: {
    label: () => t`Send it back`,
    describe: () => t`It becomes a draft again, and its writers read why.`,
    done: () => t`It is sent back.`,
    asks: () => t`What is to be mended?`,
    needed: true,
    send: (read, { words }, key) => call(returnTemplateRoute, { ...read, words }, { key }),
  },
  discard: {
    label: () => t`Discard the draft`,
    describe: () => t`It stays on record as retired. What is in force stays in force.`,
    done: () => t`The draft is discarded.`,
    kind: 'quiet',
    send: (read, _told, key) => call(discardTemplateRoute, read, { key }),
  },
  retire: {
    label: () => t`Retire`,
    describe: () => t`No change is raised from it any more. Changes under way go on.`,
    done: () => t`It is retired.`,
    asks: () => t`Why is it retired?`,
    needed: true,
    kind: 'quiet',
    send: (read, { words, at }, key) =>
      call(retireTemplateRoute, { ...read, words, ...(at && { at: new Date(at).toISOString() }) }, { key }),
  },
};
const order: readonly Act[] = ['publish', 'return', 'propose', 'withdraw', 'renew', 'discard', 'retire'];

type Props = {
  template: TemplateDetail;
  /** Of what they can do, only this. */
  only?: readonly TemplateAct[];
};

/** What whoever looks can do with a template now. */
export function TemplateActs({ template, only }: Props) {
  const [opened, setOpened] = useState<Act>();
  const { key } = template;
  const may = template.may.filter((act) => only?.includes(act) ?? true);
  return (
    <>
      {may.includes('edit') && (
        <Link to="/templates/$key/edit" params={{ key }} className={buttonLook('plain')}>{t`Edit the draft`}</Link>
      )}
      {order
        .filter((act) => may.includes(act))
        .map((act) => (
          <Button key={act} kind={acts[act].kind ?? 'plain'} onClick={() => setOpened(act)}>
            {acts[act].label()}
          </Button>
        ))}
      {opened && <ActDialog template={template} act={opened} onClose={() => setOpened(undefined)} />}
    </>
  );
}

function ActDialog({ template, act, onClose }: { template: TemplateDetail; act: Act; onClose: () => void }) {
  const navigate = useNavigate();
  const described = acts[act];
  const [told, setTold] = useState<Told>({ words: '', at: '' });
  const run = useAction(async (given: Told, key) => {
    const { key: named } = await described.send({ templateId: template.id, version: template.version }, given, key);
    await outdated(showTemplateRoute, listTemplatesRoute, listTemplateVersionsRoute, inboxRoute);
    say(described.done());
    onClose();
    if (act === 'renew') await navigate({ to: '/templates/$key/edit', params: { key: named } });
  });
  const errorAt = fieldErrors(run.refusal);
  const label = described.label();
  return (
    <Dialog title={label} describe={described.describe()} onClose={onClose}>
      <form
        noValidate
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          void run.run(told);
        }}
      >
        <RefusalNote refusal={run.refusal}>
          {run.refusal && act === 'propose' && run.refusal.errors.length > 0 && (
            <ul className="mt-1 list-disc pl-5">
              {run.refusal.errors.map(({ path, message }) => (
                <li key={path}>
                  {path.split('.').at(-1)}: {message}
                </li>
              ))}
            </ul>
          )}
        </RefusalNote>
        {described.asks && (
          <Textarea
            label={described.asks()}
            required={described.needed ?? false}
            value={told.words}
            error={errorAt('words')}
            onChange={(words) => setTold({ ...told, words })}
          />
        )}
        {act === 'retire' && (
          <Field label={t`From when on?`} hint={t`Left empty: at once.`} error={errorAt('at')}>
            {(control) => (
              <input
                {...control}
                type="datetime-local"
                value={told.at}
                onChange={(event) => setTold({ ...told, at: event.target.value })}
                className={controlLook}
              />
            )}
          </Field>
        )}
        <DialogButtons>
          <Button kind="quiet" onClick={onClose}>{t`Not now`}</Button>
          <Button type="submit" kind={act === 'retire' || act === 'discard' ? 'danger' : 'primary'} busy={run.busy}>
            {label}
          </Button>
        </DialogButtons>
      </form>
    </Dialog>
  );
}
