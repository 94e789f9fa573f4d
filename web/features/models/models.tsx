import { beginDraftRoute, type DraftRow, listDraftsRoute } from '@interlock/contract/model-drafts.ts';
import { listModelsRoute, type Model } from '@interlock/contract/models.ts';
import { t } from '@lingui/core/macro';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { call } from '../../lib/calls/call.ts';
import { outdated, reads } from '../../lib/calls/query.ts';
import { useAction } from '../../lib/calls/use-action.ts';
import { fieldErrors } from '../../lib/calls/use-field-errors.ts';
import { useMay } from '../../lib/session/session.ts';
import { Button } from '../../ui/buttons/button.tsx';
import { ErrorState } from '../../ui/feedback/error-state.tsx';
import { RefusalNote } from '../../ui/feedback/refusal-note.tsx';
import { Skeleton } from '../../ui/feedback/skeleton.tsx';
import { TextInput } from '../../ui/fields/input.tsx';
import { Select } from '../../ui/fields/select.tsx';
import { Textarea } from '../../ui/fields/textarea.tsx';
import { Badge } from '../../ui/glyphs/badge.tsx';
import { Card } from '../../ui/layout/card.tsx';
import { Page } from '../../ui/layout/page.tsx';
import { TopBar } from '../../ui/layout/top-bar.tsx';
import { Dialog, DialogButtons } from '../../ui/overlays/dialog.tsx';
import { At } from '../../ui/values/time.tsx';

/** Every model: in force, being written, retired. */
export function Models() {
  const mayEdit = useMay('model.edit');
  const models = useQuery(reads(listModelsRoute, { all: 'true' }));
  const drafts = useQuery({ ...reads(listDraftsRoute, {}), enabled: mayEdit });
  const [isNew, setNew] = useState(false);
  const all = models.data?.items ?? [];
  return (
    <>
      <TopBar crumbs={[t`Models`]}>
        {mayEdit && <Button kind="primary" onClick={() => setNew(true)}>{t`New model`}</Button>}
      </TopBar>
      <Page title={t`Models`} intro={t`The ways that changes go: their states, moves, demands and approvals.`}>
        {models.isPending && <Skeleton />}
        {models.isError && <ErrorState error={models.error} onRetry={() => void models.refetch()} />}
        {(drafts.data?.items.length ?? 0) > 0 && (
          <div className="mb-4">
            <Card title={t`Being written`} flush>
              <ul className="divide-y divide-line">
                {drafts.data?.items.map((draft) => (
                  <DraftLine key={draft.modelId} draft={draft} />
                ))}
              </ul>
            </Card>
          </div>
        )}
        {models.isSuccess && (
          <Card title={t`In force`} flush>
            <ul className="divide-y divide-line">
              {all
                .toSorted((one, other) => Number(one.retiredAt !== null) - Number(other.retiredAt !== null))
                .map((model) => (
                  <ModelLine key={model.id} model={model} />
                ))}
            </ul>
          </Card>
        )}
      </Page>
      {isNew && <NewModel models={all} onClose={() => setNew(false)} />}
    </>
  );
}

function ModelLine({ model }: { model: Model }) {
  const { version } = model;
  return (
    <li className="flex flex-wrap items-start justify-between gap-x-4 gap-y-1 px-4 py-3">
      <div className="min-w-0">
        <Link to="/models/$modelId" params={{ modelId: model.id }} className="text-sm font-medium hover:underline">
          {model.name}
        </Link>
        <p className="max-w-[70ch] text-sm text-fg-2">{model.description}</p>
      </div>
      <span className="flex items-center gap-2 text-xs text-fg-2">
        {model.retiredAt && <Badge>{t`Retired`}</Badge>}
        {t`version ${version}`}
      </span>
    </li>
  );
}

function DraftLine({ draft }: { draft: DraftRow }) {
  const { name } = draft;
  const writers = draft.writers.map((writer) => writer.name).join(', ');
  return (
    <li className="flex flex-wrap items-start justify-between gap-x-4 gap-y-1 px-4 py-3">
      <div>
        <Link
          to="/models/$modelId/draft"
          params={{ modelId: draft.modelId }}
          className="text-sm font-medium hover:underline"
        >
          {name}
        </Link>
        <p className="text-sm text-fg-2">
          {t`Written by ${writers}`} · <At at={draft.updatedAt} />
        </p>
      </div>
      {draft.state === 'proposed' ? (
        <Badge tone="accent">
          {draft.mayPublish ? t`Waits for you to publish it` : t`Waits for another administrator`}
        </Badge>
      ) : (
        <Badge>{t`Draft`}</Badge>
      )}
    </li>
  );
}

function NewModel({ models, onClose }: { models: readonly Model[]; onClose: () => void }) {
  const navigate = useNavigate();
  const [name, setName] = useState('');
  const [key, setKey] = useState('');
  const [copyOf, setCopyOf] = useState('');
  const [brought, setBrought] = useState('');
  const [unread, setUnread] = useState<string>();
  const begin = useAction(async (input: object, idempotency) => {
    const draft = await call(beginDraftRoute, { ...input }, { key: idempotency });
    await outdated(listDraftsRoute);
    await navigate({ to: '/models/$modelId/draft', params: { modelId: draft.modelId } });
  });
  const errorAt = fieldErrors(begin.refusal);
  const guessed = name
    .toLowerCase()
    .replace(/[^a-z]+/g, '_')
    .replace(/^_+|_+$/g, '')
    .slice(0, 40);
  function submit() {
    setUnread(undefined);
    const named = { name, key: key || guessed };
    if (brought.trim() === '') return void begin.run({ ...named, ...(copyOf && { copyOf }) });
    try {
      const { definition, ...rest } = JSON.parse(brought);
      void begin.run({ ...named, definition: definition ?? rest });
    } catch {
      setUnread(t`This is no JSON.`);
    }
  }
  return (
    <Dialog title={t`New model`} describe={t`It begins as a draft; nobody's changes follow it yet.`} onClose={onClose}>
      <form
        noValidate
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <RefusalNote refusal={begin.refusal} />
        <TextInput label={t`Name`} value={name} error={errorAt('name')} onChange={setName} />
        <TextInput
          label={t`Key`}
          hint={t`What the command line calls it: small letters and underscores.`}
          value={key || guessed}
          error={errorAt('key')}
          onChange={setKey}
        />
        <Select
          label={t`Begin with`}
          value={copyOf}
          empty={t`The smallest: draft, work, review, closed`}
          options={models.map((model) => ({ value: model.id, label: t`A copy of ${model.name}` }))}
          onChange={setCopyOf}
        />
        <Textarea
          label={t`Or bring one along`}
          hint={t`A model as it was exported, in JSON.`}
          value={brought}
          error={unread ?? errorAt('definition')}
          onChange={setBrought}
        />
        <DialogButtons>
          <Button kind="quiet" onClick={onClose}>{t`Cancel`}</Button>
          <Button type="submit" kind="primary" busy={begin.busy}>{t`Begin the draft`}</Button>
        </DialogButtons>
      </form>
    </Dialog>
  );
}
