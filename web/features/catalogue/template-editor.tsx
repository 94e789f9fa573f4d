import type { WrittenField } from '@interlock/contract/changes.ts';
import {
  alwaysLocked,
  createTemplateRoute,
  editTemplateRoute,
  listTemplatesRoute,
  neverLocked,
  showTemplateRoute,
  type TemplateContent,
  type TemplateDetail,
} from '@interlock/contract/templates.ts';
import { t } from '@lingui/core/macro';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { say } from '../../lib/browser/notices.ts';
import { call } from '../../lib/calls/call.ts';
import { outdated, reads } from '../../lib/calls/query.ts';
import { useAction } from '../../lib/calls/use-action.ts';
import { type FieldErrors, fieldErrors, useFocusOnError } from '../../lib/calls/use-field-errors.ts';
import { Button } from '../../ui/buttons/button.tsx';
import { EmptyState } from '../../ui/feedback/empty-state.tsx';
import { ErrorState } from '../../ui/feedback/error-state.tsx';
import { RefusalNote } from '../../ui/feedback/refusal-note.tsx';
import { Skeleton } from '../../ui/feedback/skeleton.tsx';
import { TextInput } from '../../ui/fields/input.tsx';
import { Select } from '../../ui/fields/select.tsx';
import { Textarea } from '../../ui/fields/textarea.tsx';
import { Card } from '../../ui/layout/card.tsx';
import { Page } from '../../ui/layout/page.tsx';
import { TopBar } from '../../ui/layout/top-bar.tsx';
import { type Entered, FieldInput, nothingEntered, writtenOf } from '../change-fields/index.ts';
import { fieldWord } from '../changes/index.ts';
import { askedOf, enteredWith, presettable } from '../templates/index.ts';
import { TasksInput } from './tasks-input.tsx';

/** Of each field: nothing, asked of whoever raises a change, preset, or preset for good. */
type Policy = 'open' | 'asked' | 'preset' | 'locked';
type Draft = {
  name: string;
  description: string;
  category: string;
  minutes: string;
  entered: Entered;
  policies: Partial<Record<WrittenField, Policy>>;
  tasks: TemplateContent['tasks'];
};

const isIn = (fields: readonly string[], field: string) => fields.includes(field);

const blank: Draft = {
  name: '',
  description: '',
  category: '',
  minutes: '',
  entered: nothingEntered,
  policies: { title: 'asked', summary: 'preset', implementationPlan: 'locked', backoutPlan: 'locked' },
  tasks: [],
};

function draftOf({ working }: TemplateDetail): Draft {
  if (!working) return blank;
  const { content, names } = working;
  const policyOf = (field: WrittenField): Policy => {
    if (isIn(content.locked, field)) return 'locked';
    if (isIn(Object.keys(content.preset), field)) return 'preset';
    return isIn(content.required, field) ? 'asked' : isIn(alwaysLocked, field) ? 'locked' : 'open';
  };
  return {
    name: content.name,
    description: content.description,
    category: content.category,
    minutes: content.minutes === null ? '' : String(content.minutes),
    entered: enteredWith(content, names),
    policies: Object.fromEntries(presettable.map((field) => [field, policyOf(field)])),
    tasks: content.tasks,
  };
}

function contentOf({ policies, entered, name, description, category, minutes, tasks }: Draft) {
  const of = (...wanted: Policy[]) => presettable.filter((field) => wanted.includes(policies[field] ?? 'open'));
  return {
    name,
    description,
    category,
    minutes: minutes.trim() === '' ? null : Number(minutes),
    preset: writtenOf(entered, of('preset', 'locked')),
    locked: of('locked'),
    required: of('asked'),
    tasks: tasks.map((task) => ({ ...task, steps: task.steps.filter(({ text }) => text.trim() !== '') })),
  };
}

export function NewTemplate() {
  return (
    <Frame title={t`New template`}>
      <Editor template={null} />
    </Frame>
  );
}

export function EditTemplate() {
  const { key } = useParams({ from: '/signed-in/templates/$key/edit' });
  const template = useQuery(reads(showTemplateRoute, { templateId: key }));
  return (
    <Frame title={template.data?.name ?? key}>
      {template.isPending && <Skeleton />}
      {template.isError && <ErrorState error={template.error} onRetry={() => void template.refetch()} />}
      {template.data?.may.includes('edit') && <Editor key={template.data.id} template={template.data} />}
      {template.data && !template.data.may.includes('edit') && (
        <EmptyState>{t`Only a draft is written on, by those who write templates.`}</EmptyState>
      )}
    </Frame>
  );
}

function Frame({ title, children }: { title: string; children: React.ReactNode }) {
  return (
    <>
      <TopBar
        crumbs={[
          <Link key="list" to="/templates" className="hover:text-fg hover:underline">{t`Templates`}</Link>,
          title,
        ]}
      />
      <Page
        title={title}
        intro={t`What every change of it begins with, what stays, and what whoever raises one is asked.`}
      >
        {children}
      </Page>
    </>
  );
}

function Editor({ template }: { template: TemplateDetail | null }) {
  const navigate = useNavigate();
  const [draft, setDraft] = useState<Draft>(() => (template ? draftOf(template) : blank));
  const save = useAction(async (content: ReturnType<typeof contentOf>, key) => {
    const input = content as TemplateContent;
    const saved = template
      ? await call(editTemplateRoute, { ...input, templateId: template.id, version: template.version }, { key })
      : await call(createTemplateRoute, input, { key });
    await outdated(showTemplateRoute, listTemplatesRoute);
    say(t`Saved.`);
    await navigate({ to: '/templates/$key', params: { key: saved.key }, search: { tab: 'working' } });
  });
  const form = useFocusOnError(save.refusal);
  const errorAt = fieldErrors(save.refusal);
  const put = (part: Partial<Draft>) => setDraft({ ...draft, ...part });
  return (
    <form
      ref={form}
      noValidate
      className="flex max-w-3xl flex-col gap-5"
      onSubmit={(event) => {
        event.preventDefault();
        void save.run(contentOf(draft));
      }}
    >
      <RefusalNote refusal={save.refusal} />
      <Card title={t`The template`}>
        <div className="flex flex-col gap-4">
          <TextInput
            label={t`Name`}
            required
            maxLength={120}
            value={draft.name}
            error={errorAt('name')}
            onChange={(name) => put({ name })}
          />
          <Textarea
            label={t`When to use it`}
            hint={t`And when not.`}
            value={draft.description}
            error={errorAt('description')}
            onChange={(description) => put({ description })}
          />
          <div className="grid gap-3 sm:grid-cols-2">
            <TextInput
              label={t`Category`}
              value={draft.category}
              error={errorAt('category')}
              onChange={(category) => put({ category })}
            />
            <TextInput
              label={t`Usual minutes`}
              type="number"
              min={1}
              value={draft.minutes}
              error={errorAt('minutes')}
              onChange={(minutes) => put({ minutes })}
            />
          </div>
        </div>
      </Card>
      <Fields draft={draft} errorAt={errorAt} onChange={put} />
      <Card title={t`Tasks of each change`}>
        <TasksInput tasks={draft.tasks} errorAt={errorAt} onChange={(tasks) => put({ tasks })} />
      </Card>
      <Asked draft={draft} />
      <div>
        <Button type="submit" kind="primary" busy={save.busy}>{t`Save the draft`}</Button>
      </div>
    </form>
  );
}

type FieldsProps = { draft: Draft; errorAt: FieldErrors; onChange: (part: Partial<Draft>) => void };

function Fields({ draft, errorAt, onChange }: FieldsProps) {
  const { policies, entered } = draft;
  const used = presettable.filter((field) => (policies[field] ?? 'open') !== 'open');
  const rest = presettable.filter((field) => !used.includes(field));
  const set = (field: WrittenField, policy: Policy) => onChange({ policies: { ...policies, [field]: policy } });
  const at: FieldErrors = (path) => errorAt(`preset.${path}`);
  return (
    <Card title={t`Fields of each change`}>
      <div className="flex flex-col gap-5">
        {used.map((field) => {
          const policy = policies[field] ?? 'open';
          const name = fieldWord[field]();
          return (
            <div
              key={field}
              className="grid gap-3 border-b border-line pb-4 last:border-b-0 sm:grid-cols-[180px_minmax(0,1fr)]"
            >
              <Select<Policy>
                label={t`${name} is`}
                value={policy}
                options={optionsFor(field)}
                onChange={(next) => next && set(field, next)}
              />
              {policy === 'asked' ? (
                <p className="self-end pb-1.5 text-sm text-fg-2">{t`Whoever raises a change fills it in.`}</p>
              ) : (
                <FieldInput
                  field={field}
                  entered={entered}
                  errorAt={at}
                  onChange={(part) => onChange({ entered: { ...entered, ...part } })}
                />
              )}
            </div>
          );
        })}
        <Select<WrittenField>
          label={t`Add a field`}
          empty={t`Choose a field`}
          value=""
          options={rest.map((value) => ({ value, label: fieldWord[value]() }))}
          onChange={(field) => field && set(field, 'preset')}
        />
      </div>
    </Card>
  );
}

function optionsFor(field: WrittenField): { value: Policy; label: string }[] {
  const locked = { value: 'locked' as const, label: t`preset and locked` };
  if (isIn(alwaysLocked, field)) return [locked];
  return [
    ...(isIn(neverLocked, field) ? [] : [locked]),
    { value: 'preset', label: t`preset` },
    { value: 'asked', label: t`asked` },
    { value: 'open', label: t`left open` },
  ];
}

/** What whoever raises a change will be asked. */
function Asked({ draft }: { draft: Draft }) {
  const asked = askedOf(contentOf(draft) as TemplateContent);
  return (
    <p className="text-sm text-fg-2">
      {t`Whoever raises a change is asked:`} {asked.map((field) => fieldWord[field]()).join(', ')}.
    </p>
  );
}
