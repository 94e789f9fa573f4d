import { inboxRoute } from '@interlock/contract/inbox.ts';
import { type Draft, discardDraftRoute, listDraftsRoute, showDraftRoute } from '@interlock/contract/model-drafts.ts';
import { t } from '@lingui/core/macro';
import { useQuery } from '@tanstack/react-query';
import { Link, Navigate, useNavigate, useParams } from '@tanstack/react-router';
import { Suspense, useState } from 'react';
import { call } from '../../lib/calls/call.ts';
import { outdated, reads } from '../../lib/calls/query.ts';
import { refusalOf } from '../../lib/calls/refusal.ts';
import { useAction } from '../../lib/calls/use-action.ts';
import { Button } from '../../ui/buttons/button.tsx';
import { ErrorState } from '../../ui/feedback/error-state.tsx';
import { RefusalNote } from '../../ui/feedback/refusal-note.tsx';
import { Skeleton } from '../../ui/feedback/skeleton.tsx';
import { TextInput } from '../../ui/fields/input.tsx';
import { Textarea } from '../../ui/fields/textarea.tsx';
import { Card } from '../../ui/layout/card.tsx';
import { Page } from '../../ui/layout/page.tsx';
import { Tabs } from '../../ui/layout/tabs.tsx';
import { TopBar } from '../../ui/layout/top-bar.tsx';
import { Dialog, DialogButtons } from '../../ui/overlays/dialog.tsx';
import { ModelGraph as Graph } from '../model-drawing/index.ts';
import { editable, Findings, MovesEditor, StatesEditor, useTakenOut, WholeEditor } from '../model-editor/index.ts';
import { TryPanel } from '../model-trials/index.ts';
import { AskingDialog } from './asking-dialog.tsx';
import { DraftDecision } from './draft-decision.tsx';
import { DraftStanding } from './draft-standing.tsx';
import { JsonEditor } from './json-editor.tsx';
import { Proposed } from './proposed.tsx';
import { useDraft } from './use-draft.ts';

/** A model while it is written: states and moves as lists, drawn beside, with everything that stands against it. */
export function DraftPage() {
  const { modelId } = useParams({ from: '/signed-in/models/$modelId/draft' });
  const draft = useQuery({ ...reads(showDraftRoute, { modelId }), staleTime: Number.POSITIVE_INFINITY });
  return (
    <>
      <TopBar crumbs={[<Link key="all" to="/models">{t`Models`}</Link>, draft.data?.name ?? '', t`Draft`]} />
      {draft.isPending && <Skeleton />}
      {draft.isError && isGone(draft.error) && <Navigate to="/models/$modelId" params={{ modelId }} replace />}
      {draft.isError && !isGone(draft.error) && <ErrorState error={draft.error} onRetry={() => void draft.refetch()} />}
      {draft.data && <Writing key={draft.data.modelId} first={draft.data} />}
    </>
  );
}

/** It was published or given up: what is in force is shown instead. */
const isGone = (error: unknown): boolean => refusalOf(error).code === 'not_found';

function Writing({ first }: { first: Draft }) {
  const { draft, name, description, definition, change, isSaving, refusal, replace } = useDraft(first);
  const [tab, setTab] = useState('states');
  const model = editable(definition);
  const write = (next: object) => change({ definition: { ...definition, ...next } });
  const statesOut = useTakenOut(model?.states ?? [], (states) => write({ states }));
  const movesOut = useTakenOut(model?.transitions ?? [], (transitions) => write({ transitions }));
  const json = <JsonEditor definition={definition} onChange={(next) => change({ definition: next })} />;
  const broken = (
    <p className="mb-3 text-sm text-fg-2">{t`It can be written as JSON only, until its states and moves are lists.`}</p>
  );
  const panel = (shown: (it: NonNullable<typeof model>) => React.ReactNode) => () =>
    model ? (
      shown(model)
    ) : (
      <>
        {broken}
        {json}
      </>
    );
  return (
    <Page
      title={name || t`Without a name`}
      intro={
        draft.state === 'proposed' ? t`Proposed: nobody writes on it.` : isSaving ? t`Saving…` : t`Saved as you write.`
      }
      actions={<Acts draft={draft} isSaving={isSaving} onAnswer={replace} />}
    >
      <DraftStanding draft={draft} />
      <RefusalNote still refusal={refusal} />
      <div className="mt-3 grid gap-4 lg:grid-cols-[minmax(0,1fr)_360px]">
        <div className="min-w-0">
          {draft.state === 'proposed' ? (
            <Proposed definition={definition} model={model} />
          ) : (
            <Tabs
              label={t`Parts of the model`}
              current={tab}
              onChange={setTab}
              tabs={[
                {
                  key: 'states',
                  label: t`States`,
                  count: model?.states.length,
                  panel: panel((it) => <StatesEditor model={it} out={statesOut} onChange={write} />),
                },
                {
                  key: 'moves',
                  label: t`Moves`,
                  count: model?.transitions.length,
                  panel: panel((it) => <MovesEditor model={it} out={movesOut} onChange={write} />),
                },
                {
                  key: 'whole',
                  label: t`The whole`,
                  panel: panel((it) => (
                    <div className="flex flex-col gap-4">
                      <TextInput
                        label={t`Name`}
                        value={name}
                        error={name.trim() ? undefined : t`Say how it is called. Until then it keeps its last name.`}
                        onChange={(next) => change({ name: next })}
                      />
                      <Textarea
                        label={t`Description`}
                        value={description}
                        onChange={(next) => change({ description: next })}
                      />
                      <WholeEditor model={it} onChange={write} />
                    </div>
                  )),
                },
                { key: 'try', label: t`Try it`, panel: () => <TryPanel definition={definition} /> },
                { key: 'json', label: t`JSON`, panel: () => json },
              ]}
            />
          )}
        </div>
        <div className="flex flex-col gap-4">
          <Findings draft={draft} {...(draft.state === 'draft' && { onGoTo: setTab })} />
          {model && (
            <Card title={t`Drawn`} flush>
              <Suspense fallback={<Skeleton />}>
                <Graph states={model.states} transitions={model.transitions} />
              </Suspense>
            </Card>
          )}
        </div>
      </div>
    </Page>
  );
}

type ActsProps = { draft: Draft; isSaving: boolean; onAnswer: (draft: Draft) => void };

function Acts({ draft, isSaving, onAnswer }: ActsProps) {
  const navigate = useNavigate();
  const [asking, setAsking] = useState<'propose' | 'discard'>();
  const at = { modelId: draft.modelId, version: draft.version };
  const discard = useAction(async (input: typeof at, key) => {
    await call(discardDraftRoute, input, { key });
    await outdated(listDraftsRoute, inboxRoute);
    await navigate({ to: '/models' });
  });
  return (
    <>
      <Button
        kind="quiet"
        busy={discard.busy || isSaving}
        onClick={() => setAsking('discard')}
      >{t`Discard the draft`}</Button>
      {draft.state === 'draft' && draft.othersMayPublish && (
        <Button kind="primary" onClick={() => setAsking('propose')}>{t`Propose it`}</Button>
      )}
      <DraftDecision
        draft={draft}
        isSaving={isSaving}
        onAnswer={onAnswer}
        onPublished={() => navigate({ to: '/models/$modelId', params: { modelId: draft.modelId } })}
      />
      {asking === 'propose' && (
        <AskingDialog kind="propose" at={at} onAnswer={onAnswer} onClose={() => setAsking(undefined)} />
      )}
      {asking === 'discard' && (
        <Dialog
          title={t`Discard the draft`}
          describe={t`What was written is gone. What is in force stays in force.`}
          onClose={() => setAsking(undefined)}
        >
          <RefusalNote refusal={discard.refusal} />
          <DialogButtons>
            <Button kind="quiet" onClick={() => setAsking(undefined)}>{t`Keep it`}</Button>
            <Button kind="danger" busy={discard.busy} onClick={() => void discard.run(at)}>
              {t`Discard it`}
            </Button>
          </DialogButtons>
        </Dialog>
      )}
    </>
  );
}
