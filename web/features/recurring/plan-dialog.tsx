import { listRecurringRoute, planRecurringRoute, previewRecurringRoute } from '@interlock/contract/recurring.ts';
import type { TemplateDetail } from '@interlock/contract/templates.ts';
import { t } from '@lingui/core/macro';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { say } from '../../lib/browser/notices.ts';
import { call, type InputOf } from '../../lib/calls/call.ts';
import { outdated, reads } from '../../lib/calls/query.ts';
import { useAction } from '../../lib/calls/use-action.ts';
import { fieldErrors, useFocusOnError } from '../../lib/calls/use-field-errors.ts';
import { formatLocalSpan } from '../../lib/formats/format.ts';
import { useViewer } from '../../lib/session/viewer.ts';
import { Button } from '../../ui/buttons/button.tsx';
import { RefusalNote } from '../../ui/feedback/refusal-note.tsx';
import { Checkboxes } from '../../ui/fields/checkboxes.tsx';
import { TextInput } from '../../ui/fields/input.tsx';
import { Select } from '../../ui/fields/select.tsx';
import { type LocalWindow, WindowInput } from '../../ui/fields/window-input.tsx';
import { Dialog, DialogButtons } from '../../ui/overlays/dialog.tsx';
import { FieldInput, nothingEntered, writtenOf } from '../change-fields/index.ts';
import { type Rhythm, rhythms, rhythmWord, ruleOf, type Weekday, weekdays, weekdayWord } from './rule.ts';

type Plan = InputOf<typeof planRecurringRoute>;

/** Lets a template raise a change for each window of a rule. The next windows are shown before anything is planned. */
export default function PlanDialog({ template, onClose }: { template: TemplateDetail; onClose: () => void }) {
  const { siteZone } = useViewer();
  const [name, setName] = useState(template.name);
  const [rhythm, setRhythm] = useState<Rhythm>('WEEKLY');
  const [days, setDays] = useState<readonly Weekday[]>([]);
  const [window, setWindow] = useState<LocalWindow>({ start: '', end: '', zone: siteZone });
  const [until, setUntil] = useState('');
  const [leadDays, setLeadDays] = useState('7');
  const [entered, setEntered] = useState(nothingEntered);
  const asks = template.asks.filter((field) => field !== 'window');
  const rule = ruleOf(rhythm, days);
  const plan = useAction(async (input: Plan, key) => {
    await call(planRecurringRoute, input, { key });
    await outdated(listRecurringRoute);
    say(t`Planned.`);
    onClose();
  });
  const form = useFocusOnError(plan.refusal);
  const errorAt = fieldErrors(plan.refusal);
  return (
    <Dialog wide title={t`Plan a recurring change`} onClose={onClose}>
      <form
        ref={form}
        noValidate
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          void plan.run({
            templateId: template.id,
            name,
            rule,
            window,
            until: until || null,
            leadDays: Number(leadDays),
            fields: writtenOf(entered, asks),
          });
        }}
      >
        <RefusalNote refusal={plan.refusal} />
        <TextInput label={t`Name`} required value={name} error={errorAt('name')} onChange={setName} />
        <Select<Rhythm>
          label={t`How often`}
          value={rhythm}
          error={errorAt('rule')}
          options={rhythms.map((value) => ({ value, label: rhythmWord[value]() }))}
          onChange={(next) => next && setRhythm(next)}
        />
        {rhythm === 'WEEKLY' && (
          <Checkboxes
            label={t`On`}
            hint={t`Without a day: on that of the first window.`}
            chosen={[...days]}
            options={weekdays.map((value) => ({ value, label: weekdayWord[value]() }))}
            onChange={setDays}
          />
        )}
        <WindowInput
          value={window}
          hint={t`The first window. Every one shows the same clock.`}
          errorAt={errorAt}
          onChange={setWindow}
        />
        <div className="grid gap-3 sm:grid-cols-2">
          <TextInput label={t`Last day`} type="date" value={until} error={errorAt('until')} onChange={setUntil} />
          <TextInput
            label={t`Raised so many days ahead`}
            type="number"
            min={0}
            max={90}
            value={leadDays}
            error={errorAt('leadDays')}
            onChange={setLeadDays}
          />
        </div>
        {asks.map((field) => (
          <FieldInput
            key={field}
            field={field}
            entered={entered}
            errorAt={(path) => errorAt(`fields.${path}`)}
            onChange={(part) => setEntered({ ...entered, ...part })}
          />
        ))}
        {window.start && window.end && <Preview rule={rule} window={window} until={until} />}
        <DialogButtons>
          <Button kind="quiet" onClick={onClose}>{t`Not now`}</Button>
          <Button type="submit" kind="primary" busy={plan.busy}>{t`Plan it`}</Button>
        </DialogButtons>
      </form>
    </Dialog>
  );
}

function Preview({ rule, window, until }: { rule: string; window: LocalWindow; until: string }) {
  const { locale } = useViewer();
  const preview = useQuery({
    ...reads(previewRecurringRoute, { rule, ...window, ...(until && { until }) }),
    retry: false,
  });
  if (!preview.data) return null;
  return (
    <section aria-label={t`The next windows`} className="rounded-md bg-sunken px-3 py-2 text-sm">
      <p className="font-medium">{t`The next windows`}</p>
      <ol className="mt-1 grid gap-x-4 text-fg-2 sm:grid-cols-2">
        {preview.data.slots.map(({ start, end }) => (
          <li key={start}>{formatLocalSpan(start, end, locale)}</li>
        ))}
      </ol>
    </section>
  );
}
