import type { ChangeDetail, WrittenField } from '@interlock/contract/changes.ts';
import { t } from '@lingui/core/macro';
import { useEffect } from 'react';
import { firstField } from '../../lib/first-field.ts';
import { useMay } from '../../lib/session.ts';
import { fieldErrors, useFocusOnError } from '../../lib/use-field-errors.ts';
import { useViewer } from '../../lib/viewer.ts';
import { Button } from '../../ui/button.tsx';
import { VoidNote } from '../approvals/index.ts';
import { EditingNotes } from './editing-notes.tsx';
import { FieldInput } from './field-input.tsx';
import { whoNeeds } from './needs-words.ts';
import { useEditing } from './use-editing.ts';
import { useNeeds } from './use-needs.ts';

type Props = {
  change: ChangeDetail;
  fields: readonly WrittenField[];
  at?: WrittenField | undefined;
  onClose: () => void;
};

/** Edits some fields where they stand; each says who needs it and when. It begins at the first, or at the one named. */
export function SectionEditor({ change, fields, at, onClose }: Props) {
  const { locale } = useViewer();
  const mayRaise = useMay('change.raise');
  const editing = useEditing(change, fields, { onSaved: onClose });
  const { entered, edited, save } = editing;
  const { needs } = useNeeds({ modelId: change.model.id, changeId: change.id }, entered, edited, mayRaise);
  const voids = change.voids.some(({ field }) => edited.some((one) => one === field));
  const form = useFocusOnError(save.refusal);
  useEffect(() => {
    const named = at && form.current?.querySelector<HTMLElement>(`[data-field=${at}]`);
    firstField(named || form.current)?.focus();
  }, [form, at]);
  return (
    <form
      ref={form}
      noValidate
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        if (edited.length === 0) onClose();
        else void save.run(editing.base.version);
      }}
    >
      <EditingNotes editing={editing} refusal={save.refusal} />
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
        <Button kind="quiet" onClick={onClose}>{t`Cancel`}</Button>
      </div>
    </form>
  );
}
