import {
  type ChangeDetail,
  listChangesRoute,
  raiseChangeRoute,
  type WrittenField,
} from '@interlock/contract/changes.ts';
import { listModelsRoute, type Model } from '@interlock/contract/models.ts';
import { t } from '@lingui/core/macro';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { call } from '../../lib/call.ts';
import { say } from '../../lib/notices.ts';
import { outdated, reads } from '../../lib/query.ts';
import { useAction } from '../../lib/use-action.ts';
import { fieldErrors, useFocusOnError } from '../../lib/use-field-errors.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { Page } from '../../ui/page.tsx';
import { RefusalNote } from '../../ui/refusal-note.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { TopBar } from '../../ui/top-bar.tsx';
import { type Entered, editedFields, nothingEntered, writtenOf } from './entered.ts';
import { FieldInput } from './field-input.tsx';
import { ModelChoice } from './model-choice.tsx';
import { neededLater, neverNeeded } from './needed.ts';

/** Raises a draft. It asks for a model and a title; the rest says when it is needed and can wait until then. */
export function NewChange() {
  const models = useQuery(reads(listModelsRoute, {}));
  const offered = models.data?.items.filter((model) => model.mayRaise && model.definition.raisedFrom === 'form') ?? [];
  return (
    <>
      <TopBar
        crumbs={[
          <Link key="list" to="/changes" className="hover:text-fg hover:underline">{t`Changes`}</Link>,
          t`New change`,
        ]}
      />
      <Page title={t`New change`} intro={t`A title is enough to begin a draft. Nobody is asked before you send it on.`}>
        {models.isPending && <Skeleton />}
        {models.isError && <ErrorState error={models.error} onRetry={() => void models.refetch()} />}
        {models.isSuccess && offered.length === 0 && (
          <EmptyState>{t`Your roles raise no changes. An administrator can give you one that does.`}</EmptyState>
        )}
        {models.data?.items.some((model) => model.mayRaise && model.definition.raisedFrom === 'template') && (
          <p className="mb-5 max-w-2xl rounded-lg border border-line bg-sunken px-4 py-3 text-sm">
            {t`Is it done often, in one known way? A standard change is approved already.`}{' '}
            <Link to="/templates" className="font-medium text-accent underline underline-offset-2">
              {t`Choose a template`}
            </Link>
          </p>
        )}
        {offered[0] && <NewChangeForm models={offered} first={offered[0]} />}
      </Page>
    </>
  );
}

function NewChangeForm({ models, first }: { models: readonly Model[]; first: Model }) {
  const navigate = useNavigate();
  const [modelId, setModelId] = useState(first.id);
  const [entered, setEntered] = useState(nothingEntered);
  const raise = useAction(async (input: { modelId: string; title: string }, key) => {
    const change: ChangeDetail = await call(raiseChangeRoute, input, { key });
    const { number } = change;
    await outdated(listChangesRoute);
    say(t`${number} is raised as a draft.`);
    await navigate({ to: '/changes/$number', params: { number } });
  });
  const form = useFocusOnError(raise.refusal);
  const model = models.find(({ id }) => id === modelId) ?? first;
  const errorAt = fieldErrors(raise.refusal);
  const input = (field: WrittenField, hint = '') => (
    <FieldInput
      key={field}
      field={field}
      entered={entered}
      hint={hint}
      errorAt={errorAt}
      onChange={(part: Partial<Entered>) => setEntered({ ...entered, ...part })}
    />
  );
  return (
    <form
      ref={form}
      noValidate
      className="flex max-w-2xl flex-col gap-5"
      onSubmit={(event) => {
        event.preventDefault();
        const written = writtenOf(entered, ['impact', 'urgency', ...editedFields(entered, nothingEntered)]);
        void raise.run({ ...written, modelId, title: entered.title });
      }}
    >
      <RefusalNote refusal={raise.refusal} />
      <ModelChoice models={models} value={modelId} onChange={setModelId} />
      {input('title')}
      {input('summary', t`In plain words: what will be different afterwards?`)}
      {neededLater(model.definition).map(({ state, fields }) => {
        const { name } = state;
        return (
          <Fold
            key={state.key}
            title={t`Needed before ${name}`}
            open={fields.some((field) => errorAt(field) !== undefined)}
          >
            {fields.map((field) => input(field, t`Needed before ${name}; it can wait until then.`))}
          </Fold>
        );
      })}
      <Fold
        title={t`More, where it helps`}
        open={neverNeeded(model.definition).some((field) => errorAt(field) !== undefined)}
      >
        {neverNeeded(model.definition).map((field) => input(field))}
      </Fold>
      <div>
        <Button type="submit" kind="primary" busy={raise.busy}>{t`Save the draft`}</Button>
      </div>
    </form>
  );
}

function Fold({ title, open, children }: { title: string; open: boolean; children: React.ReactNode }) {
  return (
    <details open={open || undefined} className="rounded-lg border border-line bg-surface">
      <summary className="min-h-10 px-4 py-2.5 text-sm font-medium hover:bg-hover">{title}</summary>
      <div className="flex flex-col gap-4 border-t border-line p-4">{children}</div>
    </details>
  );
}
