import { type ChangeNeeds, changeNeedsRoute } from '@interlock/contract/change-forms.ts';
import { type ChangeDetail, editChangeRoute } from '@interlock/contract/changes.ts';
import { listModelsRoute, type Model } from '@interlock/contract/models.ts';
import { t } from '@lingui/core/macro';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { say } from '../../lib/browser/notices.ts';
import { call } from '../../lib/calls/call.ts';
import { reads } from '../../lib/calls/query.ts';
import { useAction } from '../../lib/calls/use-action.ts';
import { useViewer } from '../../lib/session/viewer.ts';
import { Button } from '../../ui/buttons/button.tsx';
import { EmptyState } from '../../ui/feedback/empty-state.tsx';
import { ErrorState } from '../../ui/feedback/error-state.tsx';
import { RefusalNote } from '../../ui/feedback/refusal-note.tsx';
import { Skeleton } from '../../ui/feedback/skeleton.tsx';
import { Dialog, DialogButtons } from '../../ui/overlays/dialog.tsx';
import { ModelChoice } from '../change-forms/index.ts';
import { fieldName, fieldNameOf, keepChange } from '../changes/index.ts';
import { remodelled } from './remodelled.ts';

type Props = { change: ChangeDetail; onTaken?: (saved: ChangeDetail) => void; onClose: () => void };

/** A draft takes another model: first what becomes different by that, then the yes to it. */
export default function ModelDialog({ change, onTaken, onClose }: Props) {
  const models = useQuery(reads(listModelsRoute, {}));
  const [chosen, setChosen] = useState<string>();
  const others = (models.data?.items ?? []).filter(
    ({ id, mayRaise, definition }) => mayRaise && definition.raisedFrom === 'form' && id !== change.model.id,
  );
  const model = others.find(({ id }) => id === chosen);
  const { number } = change;
  const take = useAction(async (modelId: string, key) => {
    const input = { changeId: change.id, version: change.version, modelId };
    const saved = await call(editChangeRoute, input, { key });
    onTaken?.(saved);
    await keepChange(saved);
    const { name } = saved.model;
    say(t`${number} is a change of the model ${name} now.`);
    onClose();
  });
  return (
    <Dialog
      title={t`Another model for ${number}`}
      describe={t`A draft can take another way. What is written on it stays.`}
      onClose={onClose}
    >
      <form
        noValidate
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (model) void take.run(model.id);
        }}
      >
        <RefusalNote refusal={take.refusal} />
        {models.isPending && <Skeleton rows={3} />}
        {models.isError && <ErrorState error={models.error} onRetry={() => void models.refetch()} />}
        {models.isSuccess && others.length === 0 && (
          <EmptyState>{t`There is no other model that you may raise.`}</EmptyState>
        )}
        {others.length > 0 && <ModelChoice models={others} value={chosen ?? ''} onChange={setChosen} />}
        {model && <WhatChanges key={model.id} change={change} model={model} />}
        <DialogButtons>
          <Button kind="quiet" onClick={onClose}>{t`Cancel`}</Button>
          <Button type="submit" kind="primary" busy={take.busy} disabled={!model}>{t`Take this model`}</Button>
        </DialogButtons>
      </form>
    </Dialog>
  );
}

/** What the other model asks that this one does not, and the other way round. */
function WhatChanges({ change, model }: { change: ChangeDetail; model: Model }) {
  const needsWith = (modelId: string) => reads(changeNeedsRoute, { modelId, changeId: change.id });
  const now = useQuery(needsWith(change.model.id));
  const then = useQuery(needsWith(model.id));
  const failed = now.error ?? then.error;
  if (failed) return <ErrorState error={failed} onRetry={() => void Promise.all([now.refetch(), then.refetch()])} />;
  if (!now.data || !then.data) return <Skeleton rows={3} />;
  return <Said change={change} model={model} now={now.data} becomes={then.data} />;
}

type Both = { now: ChangeNeeds; becomes: ChangeNeeds };

function Said({ change, model, now, becomes }: { change: ChangeDetail; model: Model } & Both) {
  const { locale } = useViewer();
  const list = (names: readonly string[]) => new Intl.ListFormat(locale).format(names);
  const { needed, neededNoMore, asked, askedNoMore } = remodelled(now, becomes);
  const way = model.definition.states.map(({ name }) => name).join(' → ');
  const named = fieldNameOf(model.definition.retrospective);
  const [more, less] = [list(needed.map(named)), list(neededNoMore.map(fieldName))];
  const [joins, leaves] = [list(asked), list(askedNoMore)];
  const lines = [
    t`Its way: ${way}.`,
    more && t`Needed as well: ${more}.`,
    less && t`No longer needed: ${less}.`,
    joins && t`Asked to approve as well: ${joins}.`,
    leaves && t`No longer asked: ${leaves}.`,
    becomes.rounds.some(({ asks }) => asks) ? '' : t`Nobody is asked to approve it.`,
    change.template && t`It leaves its template, and what that has fixed can be written.`,
    t`Tasks of its model that nobody has touched are exchanged for those of the other.`,
  ];
  return (
    <section
      aria-label={t`What changes`}
      aria-live="polite"
      className="rounded-lg border border-line bg-sunken px-4 py-3 text-sm"
    >
      <h3 className="mb-1.5 font-semibold">{t`What changes`}</h3>
      <ul className="flex list-disc flex-col gap-1 pl-4">
        {lines.flatMap((line) => (line ? [<li key={line}>{line}</li>] : []))}
      </ul>
    </section>
  );
}
