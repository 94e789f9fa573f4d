import { editRecurringRoute, listRecurringRoute, type RecurringChange } from '@interlock/contract/recurring.ts';
import { t } from '@lingui/core/macro';
import { say } from '../../lib/browser/notices.ts';
import { call } from '../../lib/calls/call.ts';
import { outdated } from '../../lib/calls/query.ts';
import { useAction } from '../../lib/calls/use-action.ts';
import { formatLocalSpan } from '../../lib/formats/format.ts';
import { useMe } from '../../lib/session/session.ts';
import { useViewer } from '../../lib/session/viewer.ts';
import { Button } from '../../ui/buttons/button.tsx';
import { RefusalNote } from '../../ui/feedback/refusal-note.tsx';
import { Dialog, DialogButtons } from '../../ui/overlays/dialog.tsx';
import { fieldWord } from '../changes/index.ts';
import { presettable, saidIn } from '../templates/index.ts';
import { ruleWords } from './rule.ts';

/** Asks before changes are raised in somebody's name, and shows them what they put it to. */
export function TakeOverDialog({ recurring, onClose }: { recurring: RecurringChange; onClose: () => void }) {
  const me = useMe();
  const { locale } = useViewer();
  const { name, owner, window, until, fields, names } = recurring;
  const take = useAction(async (_: null, key) => {
    const edit = { recurringId: recurring.id, version: recurring.version, ownerId: me.person.id };
    await call(editRecurringRoute, edit, { key });
    await outdated(listRecurringRoute);
    say(t`It is yours now.`);
    onClose();
  });
  const facts = [
    { key: 'rule', label: t`How often`, said: ruleWords(recurring.rule) },
    {
      key: 'window',
      label: t`First window`,
      said: `${formatLocalSpan(window.start, window.end, locale)} (${window.zone})`,
    },
    { key: 'until', label: t`Last day`, said: until ?? t`none` },
    ...presettable.map((field) => ({
      key: field,
      label: fieldWord[field](),
      said: saidIn(field, { preset: fields }, names),
    })),
  ];
  return (
    <Dialog
      title={t`Take over ${name}?`}
      describe={t`From now on its changes are raised in your name and no longer in that of ${owner.name}. Those raised already stay as they are.`}
      onClose={onClose}
    >
      <RefusalNote refusal={take.refusal} />
      <dl className="mt-2 grid gap-x-4 text-sm sm:grid-cols-[160px_minmax(0,1fr)] sm:gap-y-2">
        {facts
          .filter(({ said }) => said !== '')
          .map(({ key, label, said }) => (
            <div key={key} className="contents">
              <dt className="text-fg-2">{label}</dt>
              <dd className="mb-2 min-w-0 whitespace-pre-line break-words sm:mb-0">{said}</dd>
            </div>
          ))}
      </dl>
      {recurring.state === 'paused' && (
        <p className="mt-2 text-sm">{t`It rests. It raises nothing until it is resumed.`}</p>
      )}
      <DialogButtons>
        <Button kind="quiet" onClick={onClose}>{t`Not now`}</Button>
        <Button kind="primary" busy={take.busy} onClick={() => void take.run(null)}>{t`Take it over`}</Button>
      </DialogButtons>
    </Dialog>
  );
}
