import { type ChangeDetail, editChangeRoute, type WrittenField } from '@interlock/contract/changes.ts';
import { useState } from 'react';
import { say } from '../../lib/browser/notices.ts';
import { call } from '../../lib/calls/call.ts';
import { refusalOf } from '../../lib/calls/refusal.ts';
import { useAction } from '../../lib/calls/use-action.ts';
import { type Entered, editedFields, enteredOf, writtenOf } from '../change-fields/index.ts';
import { keepChange, readAgain } from '../changes/index.ts';
import { savedWords } from './saved-words.ts';

/** What an edit is written on: the version that was read, as it stood. */
export type Base = { version: number; entered: Entered };
export const baseOf = (change: ChangeDetail): Base => ({ version: change.version, entered: enteredOf(change) });

/**
 * Some fields of a change while they are edited. It writes on the version that was read; when somebody else was quicker, the
 * words stay, the other's are known as `theirs`, and saving again is a decision.
 */
export function useEditing(
  change: ChangeDetail,
  fields: readonly WrittenField[],
  { begun = {}, on, onSaved }: { begun?: Partial<Entered>; on?: Base; onSaved: (saved: ChangeDetail) => void },
) {
  const [base, setBase] = useState(() => on ?? baseOf(change));
  const [entered, setEntered] = useState<Entered>(() => ({ ...base.entered, ...begun }));
  const [theirs, setTheirs] = useState<WrittenField[]>([]);
  const editable = fields.filter((field) => change.editable.includes(field));
  const edited = editedFields(entered, base.entered).filter((field) => editable.includes(field));
  const save = useAction(async (version: number, key) => {
    const written = writtenOf(entered, edited);
    const saved = await call(editChangeRoute, { changeId: change.id, version, ...written }, { key }).catch(
      async (thrown: unknown) => {
        if (refusalOf(thrown).code === 'changed_meanwhile') await readAgain();
        throw thrown;
      },
    );
    await keepChange(saved);
    say(savedWords(change, saved));
    onSaved(saved);
  });

  function takeNewest(): void {
    const touched = editedFields(enteredOf(change), base.entered).filter((field) => fields.includes(field));
    setTheirs(touched.filter((field) => edited.includes(field)));
    setEntered({ ...enteredOf(change), ...enteredIn(entered, edited) });
    setBase(baseOf(change));
    save.clear();
  }

  return {
    ...{ base, entered, editable, edited, theirs, save, takeNewest },
    overtaken: change.version > base.version,
    set: (part: Partial<Entered>) => setEntered({ ...entered, ...part }),
  };
}

export const enteredIn = (entered: Entered, fields: readonly WrittenField[]): Partial<Entered> =>
  Object.fromEntries(fields.map((field) => [field, entered[field]]));
