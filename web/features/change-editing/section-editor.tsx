import type { ChangeDetail, WrittenField } from '@interlock/contract/changes.ts';
import { t } from '@lingui/core/macro';
import { useEffect, useState } from 'react';
import { firstField } from '../../lib/browser/first-field.ts';
import { forget, keep, keptAt } from '../../lib/browser/use-kept.ts';
import { fieldErrors, useFocusOnError } from '../../lib/calls/use-field-errors.ts';
import { useMay } from '../../lib/session/session.ts';
import { useViewer } from '../../lib/session/viewer.ts';
import { Button } from '../../ui/buttons/button.tsx';
import { VoidNote } from '../approvals/index.ts';
import { editedFields, enteredOf, FieldInput, type Part, partOf } from '../change-fields/index.ts';
import { useNeeds, whoNeeds } from '../change-forms/index.ts';
import { EditingNotes } from './editing-notes.tsx';
import { enteredIn, useEditing } from './use-editing.ts';

type Props = {
  change: ChangeDetail;
  fields: readonly WrittenField[];
  at?: WrittenField | undefined;
  /** Where what is typed is kept until it is saved or thrown away: a walk to another page takes none of it. */
  keptAs: string;
  /** It was begun before, and stands there again. */
  again: boolean;
  onClose: () => void;
};

/** Edits some fields where they stand; each says who needs it and when. It begins at the first, or at the one named. */
export function SectionEditor({ change, fields, at, keptAs, again, onClose }: Props) {
  const { locale } = useViewer();
  const mayRaise = useMay('change.raise');
  const [before] = useState(() => partOf(keptAt(keptAs)));
  const leave = () => {
    forget(keptAs);
    onClose();
  };
  const editing = useEditing(change, fields, { ...begunBefore(change, before), onSaved: leave });
  const { base, entered, edited, save } = editing;
  const isTyped = edited.length > 0;
  useEffect(() => {
    if (!isTyped) forget(keptAs);
    else
      keep(keptAs, {
        version: base.version,
        was: enteredIn(base.entered, fields),
        entered: enteredIn(entered, fields),
      });
  }, [keptAs, fields, base, entered, isTyped]);
  const { needs } = useNeeds({ modelId: change.model.id, changeId: change.id }, entered, edited, mayRaise);
  const voids = change.voids.some(({ field }) => edited.some((one) => one === field));
  const form = useFocusOnError(save.refusal);
  useEffect(() => {
    if (again) return;
    const named = at && form.current?.querySelector<HTMLElement>(`[data-field=${at}]`);
    firstField(named || form.current)?.focus();
  }, [form, at, again]);
  return (
    <form
      ref={form}
      noValidate
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        if (!isTyped) leave();
        else void save.run(editing.base.version);
      }}
    >
      {before && isTyped && (
        <p className="rounded-md bg-med-bg px-3 py-2.5 text-sm text-med">
          {t`You wrote this before and did not save it. Cancel throws it away.`}
        </p>
      )}
      <EditingNotes change={change} editing={editing} refusal={save.refusal} />
      {editing.editable.map((field) => (
        <div key={field} data-field={field} className="contents">
          <FieldInput
            field={field}
            entered={entered}
            isDone={change.model.retrospective}
            hint={needs ? whoNeeds(needs, field, locale) : ''}
            errorAt={fieldErrors(save.refusal)}
            calls={{ changeId: change.id }}
            onChange={editing.set}
          />
        </div>
      ))}
      <VoidNote change={change} edited={edited} />
      <div className="flex flex-wrap gap-2">
        <Button type="submit" kind="primary" busy={save.busy}>
          {voids ? t`Save and ask again` : t`Save`}
        </Button>
        <Button kind="quiet" onClick={leave}>{t`Cancel`}</Button>
      </div>
    </form>
  );
}

/** Where others wrote on the same since, it goes on from the version on which it was typed, and they are found as always. */
function begunBefore(change: ChangeDetail, before: Part | undefined) {
  if (!before) return {};
  const was = { ...enteredOf(change), ...before.was };
  const isSame = editedFields(enteredOf(change), was).length === 0;
  return { begun: before.entered, ...(!isSame && { on: { version: before.version, entered: was } }) };
}
