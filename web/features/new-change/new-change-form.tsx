import { type ChangeDetail, listChangesRoute, raiseChangeRoute } from '@interlock/contract/changes.ts';
import type { Model } from '@interlock/contract/models.ts';
import { t } from '@lingui/core/macro';
import { useNavigate } from '@tanstack/react-router';
import { say } from '../../lib/browser/notices.ts';
import { forget, useKept } from '../../lib/browser/use-kept.ts';
import { call, type InputOf } from '../../lib/calls/call.ts';
import { outdated } from '../../lib/calls/query.ts';
import { useAction } from '../../lib/calls/use-action.ts';
import { fieldErrors, useFocusOnError } from '../../lib/calls/use-field-errors.ts';
import { useMe } from '../../lib/session/session.ts';
import { Button } from '../../ui/buttons/button.tsx';
import { RefusalNote } from '../../ui/feedback/refusal-note.tsx';
import {
  type Begun,
  begunOf,
  editedFields,
  firstLevels,
  levelsAfter,
  nothingEntered,
  writtenOf,
} from '../change-fields/index.ts';
import { DraftForm, ModelChoice, useNeeds } from '../change-forms/index.ts';
import { RestrictedInput } from './restricted-input.tsx';

/** What is typed here stands in this tab until it is saved or thrown away: a reload takes none of it. */
export function NewChangeForm({ models, first }: { models: readonly Model[]; first: Model }) {
  const me = useMe();
  const navigate = useNavigate();
  const keptAs = `new.${me.person.id}`;
  const begins = { ...nothingEntered, ...firstLevels(first.definition) };
  const blank: Begun = { modelId: first.id, entered: begins, restricted: false, readers: [] };
  const begun = useKept(keptAs, blank, begunOf);
  const { entered, restricted, readers } = begun.value;
  const model = models.find(({ id }) => id === begun.value.modelId) ?? first;
  const { id: modelId } = model;
  const edited = editedFields(entered, nothingEntered);
  const asked = useNeeds({ modelId }, entered, edited);
  const raise = useAction(async (input: InputOf<typeof raiseChangeRoute>, key) => {
    const change: ChangeDetail = await call(raiseChangeRoute, input, { key });
    const { number } = change;
    forget(keptAs);
    await outdated(listChangesRoute);
    say(t`${number} is raised as a draft.`);
    await navigate({ to: '/changes/$number', params: { number } });
  });
  const form = useFocusOnError(raise.refusal);
  const errorAt = fieldErrors(raise.refusal);
  const set = (part: Partial<Begun>) => begun.set({ ...begun.value, ...part });
  function choose(next: string): void {
    const { definition } = models.find(({ id }) => id === next) ?? first;
    set({ modelId: next, entered: { ...entered, ...levelsAfter(entered, model.definition, definition) } });
  }
  return (
    <form
      ref={form}
      noValidate
      className="flex flex-col gap-5"
      onSubmit={(event) => {
        event.preventDefault();
        const written = writtenOf(entered, ['impact', 'urgency', ...edited]);
        const seen = restricted ? { restricted, readerIds: readers.map(({ id }) => id) } : {};
        void raise.run({ ...written, ...seen, modelId, title: entered.title });
      }}
    >
      <RefusalNote refusal={raise.refusal} />
      <DraftForm
        asked={asked}
        isDone={model.definition.retrospective}
        entered={entered}
        errorAt={errorAt}
        calls={restricted ? undefined : {}}
        onChange={(part) => set({ entered: { ...entered, ...part } })}
        first={<ModelChoice models={models} value={modelId} onChange={choose} />}
      >
        <RestrictedInput restricted={restricted} readers={readers} entered={entered} errorAt={errorAt} onChange={set} />
        <div className="flex flex-wrap gap-2">
          <Button type="submit" kind="primary" busy={raise.busy}>{t`Save the draft`}</Button>
          {begun.isKept && <Button kind="quiet" onClick={begun.drop}>{t`Start over`}</Button>}
        </div>
      </DraftForm>
    </form>
  );
}
