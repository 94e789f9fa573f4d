import type { ChangeDetail, WrittenField } from '@interlock/contract/changes.ts';
import { t } from '@lingui/core/macro';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { forget, useKept } from '../../lib/browser/use-kept.ts';
import { fieldErrors, useFocusOnError } from '../../lib/calls/use-field-errors.ts';
import { useMe } from '../../lib/session/session.ts';
import { Button } from '../../ui/buttons/button.tsx';
import { EmptyState } from '../../ui/feedback/empty-state.tsx';
import { ErrorState } from '../../ui/feedback/error-state.tsx';
import { Skeleton } from '../../ui/feedback/skeleton.tsx';
import { Page } from '../../ui/layout/page.tsx';
import { TopBar } from '../../ui/layout/top-bar.tsx';
import { type Editing, type Entered, editedFields, editingOf, nothingEntered } from '../change-fields/index.ts';
import { DraftForm, useNeeds } from '../change-forms/index.ts';
import { useChange } from '../changes/index.ts';
import { EditingNotes } from './editing-notes.tsx';
import ModelDialog from './model-dialog.tsx';
import { enteredIn, useEditing } from './use-editing.ts';

/** A whole draft in one form, which asks in proportion as it did when it was raised. */
export function EditDraft() {
  const { number } = useParams({ from: '/signed-in/changes/$number/edit' });
  const change = useChange(number);
  return (
    <>
      <TopBar
        crumbs={[
          <Link key="list" to="/changes" className="hover:text-fg hover:underline">{t`Changes`}</Link>,
          <Link key="one" to="/changes/$number" params={{ number }} className="font-mono hover:text-fg hover:underline">
            {number}
          </Link>,
          t`Edit`,
        ]}
      />
      <Page title={t`Edit ${number}`} intro={t`Save what you have; what is missing can wait until it is needed.`}>
        {change.isPending && <Skeleton />}
        {change.isError && <ErrorState error={change.error} onRetry={() => void change.refetch()} />}
        {change.data && !isOpen(change.data) && (
          <EmptyState>{t`It is no draft that you may edit. What can be edited is edited on its page, part by part.`}</EmptyState>
        )}
        {change.data && isOpen(change.data) && <EditForm key={change.data.model.id} change={change.data} />}
      </Page>
    </>
  );
}

const isOpen = ({ state, editable }: ChangeDetail): boolean => state.kind === 'draft' && editable.length > 0;

const everything = Object.keys(nothingEntered).filter((field): field is WrittenField => field in nothingEntered);

function EditForm({ change }: { change: ChangeDetail }) {
  const me = useMe();
  const navigate = useNavigate();
  const { number } = change;
  const [remodelling, setRemodelling] = useState(false);
  const keptAs = `${change.id}.${me.person.id}`;
  const kept = useKept<Editing | undefined>(keptAs, undefined, editingOf);
  const leave = () => {
    forget(keptAs);
    void navigate({ to: '/changes/$number', params: { number } });
  };
  const begun =
    kept.value &&
    enteredIn(
      kept.value.entered,
      everything.filter((field) => kept.value?.fields.includes(field)),
    );
  const editing = useEditing(change, everything, { ...(begun && { begun }), onSaved: leave });
  const { entered, edited, save, base } = editing;
  const asked = useNeeds({ modelId: change.model.id, changeId: change.id }, entered, edited);
  const form = useFocusOnError(save.refusal);
  const [since] = useState(kept.value?.version);
  function type(part: Partial<Entered>): void {
    const typed = { ...entered, ...part };
    editing.set(part);
    kept.set({ version: base.version, fields: editedFields(typed, base.entered), entered: typed });
  }
  const model = change.model.name;
  return (
    <>
      <form
        ref={form}
        noValidate
        className="flex flex-col gap-5"
        onSubmit={(event) => {
          event.preventDefault();
          if (edited.length === 0) leave();
          else void save.run(base.version);
        }}
      >
        <EditingNotes change={change} editing={editing} refusal={save.refusal} />
        {since !== undefined && since < base.version && edited.length > 0 && (
          <p className="rounded-md bg-med-bg px-3 py-2.5 text-sm text-med">
            {t`It was edited after you typed this. Your words stand in the boxes; saving replaces what is there now.`}
          </p>
        )}
        <DraftForm
          asked={asked}
          isDone={change.model.retrospective}
          entered={entered}
          errorAt={fieldErrors(save.refusal)}
          offered={editing.editable}
          calls={{ changeId: change.id }}
          onChange={type}
          first={
            <div className="flex flex-wrap items-center justify-between gap-2 rounded-lg border border-line-2 px-3 py-2 text-sm">
              <span>
                <span className="text-fg-2">{t`Model`}</span> <span className="font-medium">{model}</span>
              </span>
              <Button kind="quiet" onClick={() => setRemodelling(true)}>{t`Take another model`}</Button>
            </div>
          }
        >
          <div className="flex flex-wrap gap-2">
            <Button type="submit" kind="primary" busy={save.busy}>{t`Save`}</Button>
            <Button kind="quiet" onClick={leave}>{t`Cancel`}</Button>
          </div>
        </DraftForm>
      </form>
      {remodelling && (
        <ModelDialog
          change={change}
          onTaken={({ version }) => kept.value && kept.set({ ...kept.value, version })}
          onClose={() => setRemodelling(false)}
        />
      )}
    </>
  );
}
