import type { ChangeDetail, WrittenField } from '@interlock/contract/changes.ts';
import { t } from '@lingui/core/macro';
import type { Refusal } from '../../lib/refusal.ts';
import { Button } from '../../ui/button.tsx';
import { ChangedValue } from '../../ui/changed-value.tsx';
import { RefusalNote } from '../../ui/refusal-note.tsx';
import { fieldWordsOf } from '../changes/index.ts';
import { type Entered, enteredOf } from './entered.ts';

type Editing = {
  base: ChangeDetail;
  entered: Entered;
  theirs: readonly WrittenField[];
  overtaken: boolean;
  takeNewest: () => void;
};

/** Why an edit was not saved, and what somebody else wrote in the same place meanwhile. */
export function EditingNotes({ editing, refusal }: { editing: Editing; refusal: Refusal | undefined }) {
  const { base, entered, theirs, overtaken, takeNewest } = editing;
  return (
    <>
      <RefusalNote refusal={refusal}>
        {overtaken && <Button className="mt-2" onClick={takeNewest}>{t`Put my words on the newest version`}</Button>}
      </RefusalNote>
      {theirs.length > 0 && (
        <div className="rounded-md bg-med-bg px-3 py-2.5 text-sm">
          <p className="font-medium text-med">{t`Somebody else edited the same. Yours stand in the boxes; saving replaces theirs:`}</p>
          {theirs.map((field) => (
            <ChangedValue
              key={field}
              name={fieldWordsOf(base.model.retrospective)[field]()}
              before={enteredOf(base)[field]}
              after={entered[field]}
            />
          ))}
        </div>
      )}
    </>
  );
}
