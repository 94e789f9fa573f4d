import { categories, levels, purposes, riskLevels, triggers, type WrittenField } from '@interlock/contract/changes.ts';
import { t } from '@lingui/core/macro';
import type { FieldErrors } from '../../lib/calls/use-field-errors.ts';
import { useViewer } from '../../lib/session/viewer.ts';
import { Checkboxes } from '../../ui/fields/checkboxes.tsx';
import { controlLook, Field } from '../../ui/fields/field.tsx';
import { TextInput } from '../../ui/fields/input.tsx';
import { Select } from '../../ui/fields/select.tsx';
import { Textarea } from '../../ui/fields/textarea.tsx';
import { WindowInput } from '../../ui/fields/window-input.tsx';
import { MarkdownField } from '../../ui/markdown/markdown-field.tsx';
import { categoryWord, fieldWordsOf, levelWord, purposeWord, riskWord, triggerWord } from '../changes/index.ts';
import { renderMarkdown, useFindReaders } from '../discussion/index.ts';
import { GroupPicker, PersonPicker } from '../identity/index.ts';
import { ContactsInput } from './contacts-input.tsx';
import { DowntimeInput } from './downtime-input.tsx';
import type { Entered } from './entered.ts';
import { LinksInput } from './links-input.tsx';
import { PriorityInput } from './priority-input.tsx';

export type FieldProps = {
  field: WrittenField;
  entered: Entered;
  hint?: string;
  /** The work was done before it is recorded. */
  isDone?: boolean | undefined;
  errorAt: FieldErrors;
  /** Given, people can be mentioned in Markdown: on a change those who may see it. */
  calls?: { changeId?: string } | undefined;
  onChange: (part: Partial<Entered>) => void;
};

type Draw = (props: FieldProps & { label: string; error: string | undefined }) => React.ReactNode;

const line: Draw = ({ field, entered, onChange, label, hint, error }) =>
  field === 'title' && (
    <TextInput
      label={label}
      hint={hint ?? ''}
      error={error}
      required
      maxLength={200}
      value={entered.title}
      onChange={(title) => onChange({ title })}
    />
  );

/** Text of several lines; plans and the description are Markdown. */
const lines =
  (
    field:
      | 'summary'
      | 'reason'
      | 'ifNotDone'
      | 'cannotWait'
      | 'peopleImpacted'
      | 'systemsAffected'
      | 'riskAssessment'
      | 'benefit'
      | 'cost'
      | 'costOfNotDoing',
  ): Draw =>
  ({ entered, onChange, label, hint, error }) => (
    <Textarea
      label={label}
      hint={hint ?? ''}
      error={error}
      value={entered[field]}
      onChange={(value) => onChange({ [field]: value })}
    />
  );

const markdown =
  (field: 'description' | 'implementationPlan' | 'testPlan' | 'backoutPlan' | 'communicationPlan'): Draw =>
  (props) => (
    <MarkdownInput {...props} value={props.entered[field]} onWrite={(value) => props.onChange({ [field]: value })} />
  );

type MarkdownProps = Parameters<Draw>[0] & { value: string; onWrite: (value: string) => void };

function MarkdownInput({ label, hint, error, calls, value, onWrite }: MarkdownProps) {
  const find = useFindReaders(calls?.changeId);
  return (
    <MarkdownField
      label={label}
      hint={hint ?? ''}
      error={error}
      value={value}
      render={renderMarkdown}
      find={calls && find}
      onChange={onWrite}
    />
  );
}

const person =
  (field: 'requesterId' | 'coordinatorId' | 'managerId' | 'assigneeId'): Draw =>
  ({ entered, onChange, label, hint, error }) => (
    <PersonPicker
      label={label}
      hint={hint ?? ''}
      error={error}
      value={entered[field]}
      onChange={(value) => onChange({ [field]: value })}
    />
  );

const level =
  (field: 'impact' | 'urgency'): Draw =>
  ({ entered, onChange, label, hint, error }) => (
    <Select
      label={label}
      hint={hint ?? ''}
      error={error}
      value={entered[field]}
      options={levels.map((value) => ({ value, label: levelWord[value]() }))}
      onChange={(value) => value && onChange({ [field]: value })}
    />
  );

const inputs: Record<WrittenField, Draw> = {
  title: line,
  summary: lines('summary'),
  description: markdown('description'),
  purpose: ({ entered, onChange, label, hint, error }) => (
    <Select
      label={label}
      hint={hint ?? ''}
      error={error}
      empty={t`Not said yet`}
      value={entered.purpose ?? ''}
      options={purposes.map((value) => ({ value, label: purposeWord[value]() }))}
      onChange={(purpose) => onChange({ purpose: purpose || null })}
    />
  ),
  categories: ({ entered, onChange, label, hint, error }) => (
    <Checkboxes
      label={label}
      hint={hint ?? ''}
      error={error}
      chosen={entered.categories}
      options={categories.map((value) => ({ value, label: categoryWord[value]() }))}
      onChange={(chosen) => onChange({ categories: chosen })}
    />
  ),
  triggers: ({ entered, onChange, label, hint, error }) => (
    <Checkboxes
      label={label}
      hint={hint ?? ''}
      error={error}
      chosen={entered.triggers}
      options={triggers.map((value) => ({ value, label: triggerWord[value]() }))}
      onChange={(chosen) => onChange({ triggers: chosen })}
    />
  ),
  reason: lines('reason'),
  ifNotDone: lines('ifNotDone'),
  cannotWait: lines('cannotWait'),
  benefit: lines('benefit'),
  cost: lines('cost'),
  costOfNotDoing: lines('costOfNotDoing'),
  riskLevel: ({ entered, onChange, label, hint, error }) => (
    <Select
      label={label}
      hint={hint ?? ''}
      error={error}
      value={entered.riskLevel}
      options={riskLevels.map((value) => ({ value, label: riskWord[value]() }))}
      onChange={(riskLevel) => riskLevel && onChange({ riskLevel })}
    />
  ),
  riskAssessment: lines('riskAssessment'),
  downtime: ({ entered, onChange, label, hint, errorAt }) => (
    <DowntimeInput
      label={label}
      hint={hint ?? ''}
      value={entered.downtime}
      errorAt={errorAt}
      onChange={(downtime) => onChange({ downtime })}
    />
  ),
  contacts: ({ entered, onChange, label, hint, errorAt }) => (
    <ContactsInput
      label={label}
      hint={hint ?? ''}
      contacts={entered.contacts}
      errorAt={errorAt}
      onChange={(contacts) => onChange({ contacts })}
    />
  ),
  communicationPlan: markdown('communicationPlan'),
  impact: level('impact'),
  urgency: level('urgency'),
  priorityOverride: ({ entered, onChange, error }) => (
    <PriorityInput
      value={entered.priorityOverride}
      error={error}
      onChange={(priorityOverride) => onChange({ priorityOverride })}
    />
  ),
  wantedDate: ({ entered, onChange, label, hint, error }) => (
    <Field label={label} hint={hint} error={error}>
      {(control) => (
        <input
          {...control}
          type="date"
          value={entered.wantedDate ?? ''}
          onChange={(event) => onChange({ wantedDate: event.target.value || null })}
          className={controlLook}
        />
      )}
    </Field>
  ),
  window: (props) => <PlannedWindow {...props} />,
  implementationPlan: markdown('implementationPlan'),
  testPlan: markdown('testPlan'),
  backoutPlan: markdown('backoutPlan'),
  peopleImpacted: lines('peopleImpacted'),
  systemsAffected: lines('systemsAffected'),
  links: ({ entered, onChange, errorAt }) => (
    <LinksInput links={entered.links} errorAt={errorAt} onChange={(links) => onChange({ links })} />
  ),
  requesterId: person('requesterId'),
  coordinatorId: person('coordinatorId'),
  managerId: person('managerId'),
  teamId: ({ entered, onChange, label, hint, error }) => (
    <GroupPicker
      label={label}
      hint={hint ?? ''}
      error={error}
      value={entered.teamId}
      onChange={(teamId) => onChange({ teamId })}
    />
  ),
  assigneeId: person('assigneeId'),
};

function PlannedWindow({ entered, hint, isDone, errorAt, onChange }: FieldProps) {
  const { siteZone } = useViewer();
  return (
    <WindowInput
      value={entered.window ?? { start: '', end: '', zone: siteZone }}
      hint={hint ?? ''}
      errorAt={errorAt}
      {...(isDone && { names: { start: t`Work began`, end: t`Work ended` } })}
      onChange={(window) => onChange({ window: window.start || window.end ? window : null })}
    />
  );
}

/** The one input for each field of a change, the same wherever it is written. */
export function FieldInput(props: FieldProps) {
  const words = fieldWordsOf(props.isDone ?? false);
  return inputs[props.field]({ ...props, label: words[props.field](), error: props.errorAt(props.field) });
}
