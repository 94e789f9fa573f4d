import type { DraftDefinition } from '@interlock/contract/model-drafts.ts';
import { type TriedState, tryModelRoute } from '@interlock/contract/model-trials.ts';
import type { RequirableField } from '@interlock/contract/models.ts';
import { t } from '@lingui/core/macro';
import { useState } from 'react';
import { call } from '../../lib/calls/call.ts';
import { useAction } from '../../lib/calls/use-action.ts';
import { Button } from '../../ui/buttons/button.tsx';
import { RefusalNote } from '../../ui/feedback/refusal-note.tsx';
import { Checkboxes } from '../../ui/fields/checkboxes.tsx';
import { fieldName } from '../changes/index.ts';
import { factsNamed, factsOf, fieldsDemanded, type Said } from './example.ts';
import { FactField } from './fact-field.tsx';
import { TriedStates } from './tried-state.tsx';

/** A change made up, and what the model would do with it: whom it asks, what it demands, which way it goes. */
export function TryPanel({ definition }: { definition: DraftDefinition }) {
  const [said, setSaid] = useState<Said>({});
  const [filled, setFilled] = useState<RequirableField[]>([]);
  const [states, setStates] = useState<TriedState[]>();
  const named = factsNamed(definition);
  const demanded = fieldsDemanded(definition);
  const attempt = useAction(async (example: { facts: ReturnType<typeof factsOf>; filled: RequirableField[] }, key) => {
    const answer = await call(tryModelRoute, { definition, example }, { key });
    setStates(answer.states);
  });
  return (
    <div className="flex flex-col gap-4">
      <form
        noValidate
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          void attempt.run({ facts: factsOf(named, said, filled), filled });
        }}
      >
        {named.length > 0 ? (
          <fieldset className="grid items-start gap-3 sm:grid-cols-3">
            <legend className="mb-1.5 text-sm font-medium">{t`What the conditions of this model ask`}</legend>
            {named.map((fact) => (
              <FactField key={fact} fact={fact} said={said} onChange={setSaid} />
            ))}
          </fieldset>
        ) : (
          <p className="text-sm text-fg-2">
            {t`This model has no conditions: every change of it goes the same way. Only what is filled in makes a difference.`}
          </p>
        )}
        {demanded.length > 0 && (
          <Checkboxes
            label={t`Filled in, of what its states demand`}
            chosen={filled}
            options={demanded.map((field) => ({ value: field, label: fieldName(field) }))}
            onChange={setFilled}
          />
        )}
        <RefusalNote refusal={attempt.refusal}>
          <ul className="mt-1 list-disc pl-5">
            {attempt.refusal?.errors.map(({ path, message }) => (
              <li key={`${path} ${message}`}>{message}</li>
            ))}
          </ul>
        </RefusalNote>
        <Button type="submit" kind="primary" className="self-start" busy={attempt.busy}>{t`Try it`}</Button>
      </form>
      <div aria-live="polite" className="flex flex-col gap-2">
        {states && <TriedStates states={states} />}
      </div>
    </div>
  );
}
