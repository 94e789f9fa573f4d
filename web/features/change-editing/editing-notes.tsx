import type { ChangeDetail, WrittenField } from '@interlock/contract/changes.ts';
import { t } from '@lingui/core/macro';
import type { Refusal } from '../../lib/calls/refusal.ts';
import { Button } from '../../ui/buttons/button.tsx';
import { RefusalNote } from '../../ui/feedback/refusal-note.tsx';
import { ChangedValue } from '../../ui/values/changed-value.tsx';
import type { Entered } from '../change-fields/index.ts';
import { fieldWordsOf } from '../changes/index.ts';
import type { Base } from './use-editing.ts';

type Editing = {
  base: Base;
  entered: Entered;
  theirs: readonly WrittenField[];
  overtaken: boolean;
  takeNewest: () => void;
};

type Props = { change: ChangeDetail; editing: Editing; refusal: Refusal | undefined };

/** Why an edit was not saved, and what somebody else wrote in the same place meanwhile. */
export function EditingNotes({ change, editing, refusal }: Props) {
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
              name={fieldWordsOf(change.model.retrospective)[field]()}
              before={base.entered[field]}
              after={entered[field]}
            />
          ))}
        </div>
      )}
    </>
  );
}
