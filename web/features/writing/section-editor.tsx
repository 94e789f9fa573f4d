import { type ChangeDetail, editChangeRoute, type WrittenField } from '@interlock/contract/changes.ts';
import { t } from '@lingui/core/macro';
import { useEffect, useState } from 'react';
import { call } from '../../lib/call.ts';
import { firstField } from '../../lib/first-field.ts';
import { say } from '../../lib/notices.ts';
import { refusalOf } from '../../lib/refusal.ts';
import { useAction } from '../../lib/use-action.ts';
import { fieldErrors, useFocusOnError } from '../../lib/use-field-errors.ts';
import { Button } from '../../ui/button.tsx';
import { ChangedValue } from '../../ui/changed-value.tsx';
import { RefusalNote } from '../../ui/refusal-note.tsx';
import { VoidNote } from '../approvals/index.ts';
import { fieldWord, keepChange, readAgain } from '../changes/index.ts';
import { type Entered, editedFields, enteredOf, writtenOf } from './entered.ts';
import { FieldInput } from './field-input.tsx';

type Props = { change: ChangeDetail; fields: readonly WrittenField[]; onClose: () => void };

/**
 * Edits some fields where they stand. It writes on the version that was read; when somebody else was quicker, the words
 * stay, the other's are shown beside them, and saving again is a decision.
 */
export function SectionEditor({ change, fields, onClose }: Props) {
  const [base, setBase] = useState(change);
  const [entered, setEntered] = useState<Entered>(() => enteredOf(change));
  const [theirs, setTheirs] = useState<WrittenField[]>([]);
  const editable = fields.filter((field) => change.editable.includes(field));
  const edited = editedFields(entered, enteredOf(base)).filter((field) => editable.includes(field));
  const voids = change.voids.some(({ field }) => edited.some((one) => one === field));
  const save = useAction(async (version: number, key) => {
    const written = writtenOf(entered, edited);
    const saved = await call(editChangeRoute, { changeId: change.id, version, ...written }, { key }).catch(
      async (thrown: unknown) => {
        if (refusalOf(thrown).code === 'changed_meanwhile') await readAgain();
        throw thrown;
      },
    );
    await keepChange(saved);
    say(t`Saved.`);
    onClose();
  });
  const form = useFocusOnError(save.refusal);
  useEffect(() => firstField(form.current)?.focus(), [form]);
  const overtaken = change.version > base.version;

  function takeNewest(): void {
    const touched = editedFields(enteredOf(change), enteredOf(base)).filter((field) => fields.includes(field));
    const mine = writtenEntered(entered, edited);
    setTheirs(touched.filter((field) => edited.includes(field)));
    setEntered({ ...enteredOf(change), ...mine });
    setBase(change);
    save.clear();
  }

  return (
    <form
      ref={form}
      noValidate
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        if (edited.length === 0) onClose();
        else void save.run(base.version);
      }}
    >
      <RefusalNote refusal={save.refusal}>
        {overtaken && <Button className="mt-2" onClick={takeNewest}>{t`Put my words on the newest version`}</Button>}
      </RefusalNote>
      {theirs.length > 0 && (
        <div className="rounded-md bg-med-bg px-3 py-2.5 text-sm">
          <p className="font-medium text-med">{t`Somebody else edited the same. Yours stand in the boxes; saving replaces theirs:`}</p>
          {theirs.map((field) => (
            <ChangedValue
              key={field}
              name={fieldWord[field]()}
              before={enteredOf(base)[field]}
              after={entered[field]}
            />
          ))}
        </div>
      )}
      {editable.map((field) => (
        <FieldInput
          key={field}
          field={field}
          entered={entered}
          errorAt={fieldErrors(save.refusal)}
          onChange={(part) => setEntered({ ...entered, ...part })}
        />
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

const writtenEntered = (entered: Entered, fields: readonly WrittenField[]): Partial<Entered> =>
  Object.fromEntries(fields.map((field) => [field, entered[field]]));
