import {
  beginDraftRoute,
  listDraftsRoute,
  listModelVersionsRoute,
  type ModelVersionRow,
  reinstateModelRoute,
  retireModelRoute,
  showModelRoute,
} from '@interlock/contract/model-drafts.ts';
import { listModelsRoute, type Model } from '@interlock/contract/models.ts';
import { t } from '@lingui/core/macro';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { Suspense, useState } from 'react';
import { call } from '../../lib/calls/call.ts';
import { outdated, reads } from '../../lib/calls/query.ts';
import { useAction } from '../../lib/calls/use-action.ts';
import { useMay } from '../../lib/session/session.ts';
import { Button } from '../../ui/buttons/button.tsx';
import { ErrorState } from '../../ui/feedback/error-state.tsx';
import { RefusalNote } from '../../ui/feedback/refusal-note.tsx';
import { Skeleton } from '../../ui/feedback/skeleton.tsx';
import { Textarea } from '../../ui/fields/textarea.tsx';
import { Badge } from '../../ui/glyphs/badge.tsx';
import { Card } from '../../ui/layout/card.tsx';
import { Page } from '../../ui/layout/page.tsx';
import { TopBar } from '../../ui/layout/top-bar.tsx';
import { Dialog, DialogButtons } from '../../ui/overlays/dialog.tsx';
import { At } from '../../ui/values/time.tsx';
import { ModelGraph as Graph } from '../model-drawing/index.ts';
import { ModelTables } from './model-tables.tsx';

/** One model as changes follow it now, and all that it was before. */
export function ModelPage() {
  const { modelId } = useParams({ from: '/signed-in/models/$modelId' });
  const model = useQuery(reads(showModelRoute, { modelId }));
  const name = model.data?.name ?? '';
  return (
    <>
      <TopBar crumbs={[<Link key="all" to="/models">{t`Models`}</Link>, name]} />
      {model.isPending && <Skeleton />}
      {model.isError && <ErrorState error={model.error} onRetry={() => void model.refetch()} />}
      {model.data && <Shown model={model.data} />}
    </>
  );
}

function Shown({ model }: { model: Model }) {
  const versions = useQuery(reads(listModelVersionsRoute, { modelId: model.id }));
  const { name, version } = model;
  return (
    <Page title={name} intro={model.description} actions={<Acts model={model} />}>
      <div className="mb-4 flex flex-wrap gap-2">
        <Badge>{t`version ${version} in force`}</Badge>
        {model.retiredAt && <Badge tone="med">{t`Retired: no new changes`}</Badge>}
        {model.definition.retrospective && <Badge>{t`For work that was done already`}</Badge>}
        {model.definition.assigneeMayClose && <Badge tone="med">{t`Whoever carries it out may close it`}</Badge>}
      </div>
      <div className="grid gap-4 lg:grid-cols-2">
        <ModelTables definition={model.definition} />
        <div className="flex flex-col gap-4">
          <Card title={t`Drawn`} flush>
            <Suspense fallback={<Skeleton />}>
              <Graph {...model.definition} />
            </Suspense>
          </Card>
          <Card title={t`Versions`} flush>
            <ol className="divide-y divide-line">
              {versions.data?.items.map((one) => (
                <VersionLine key={one.version} version={one} />
              ))}
            </ol>
          </Card>
        </div>
      </div>
    </Page>
  );
}

function VersionLine({
  version: { version, publishedAt, publishedBy, publishedAlone, writers, note, differences },
}: {
  version: ModelVersionRow;
}) {
  const by = publishedBy?.name ?? t`the program`;
  const wrote = writers.map(({ name }) => name).join(', ');
  return (
    <li className="flex flex-col gap-1 px-4 py-2.5 text-sm">
      <span className="font-medium">{t`Version ${version}`}</span>
      <span className="text-fg-2">
        {t`Published by ${by}`} <At at={publishedAt} />
        {wrote && ` · ${t`written by ${wrote}`}`}
      </span>
      {publishedAlone && <span className="text-fg-2">{t`Nobody else could look at it.`}</span>}
      {note && <span>{note}</span>}
      {differences.length > 0 && (
        <ul className="list-disc pl-5 text-fg-2">
          {differences.map((said) => (
            <li key={said}>{said}</li>
          ))}
        </ul>
      )}
    </li>
  );
}

function Acts({ model }: { model: Model }) {
  const navigate = useNavigate();
  const mayEdit = useMay('model.edit');
  const mayPublish = useMay('model.publish');
  const [isRetiring, setRetiring] = useState(false);
  const drafts = useQuery({ ...reads(listDraftsRoute, {}), enabled: mayEdit });
  const isDrafted = drafts.data?.items.some(({ modelId }) => modelId === model.id) ?? false;
  const toDraft = () => navigate({ to: '/models/$modelId/draft', params: { modelId: model.id } });
  const begin = useAction(async (_input: object, key) => {
    if (!isDrafted) await call(beginDraftRoute, { modelId: model.id }, { key });
    await outdated(listDraftsRoute);
    await toDraft();
  });
  return (
    <>
      <a
        className="inline-flex min-h-8 items-center rounded-md border border-line-2 bg-surface px-3 text-sm font-medium shadow-card hover:bg-hover"
        download={`${model.key}.json`}
        href={`data:application/json;charset=utf-8,${encodeURIComponent(exported(model))}`}
      >
        {t`Export`}
      </a>
      {mayPublish && <Button onClick={() => setRetiring(true)}>{model.retiredAt ? t`Reinstate` : t`Retire`}</Button>}
      {mayEdit && (
        <Button kind="primary" busy={begin.busy} onClick={() => void begin.run({})}>
          {isDrafted ? t`Open the draft` : t`Write on it`}
        </Button>
      )}
      <RefusalNote refusal={begin.refusal} />
      {isRetiring && <Retiring model={model} onClose={() => setRetiring(false)} />}
    </>
  );
}

const exported = ({ key, name, description, definition }: Model) =>
  JSON.stringify({ key, name, description, definition }, null, 2);

function Retiring({ model, onClose }: { model: Model; onClose: () => void }) {
  const [words, setWords] = useState('');
  const route = model.retiredAt ? reinstateModelRoute : retireModelRoute;
  const decide = useAction(async (input: { words: string }, key) => {
    await call(route, { modelId: model.id, version: model.edited, ...input }, { key });
    await outdated(showModelRoute, listModelsRoute);
    onClose();
  });
  const { name } = model;
  return (
    <Dialog
      title={model.retiredAt ? t`Reinstate ${name}` : t`Retire ${name}`}
      describe={
        model.retiredAt
          ? t`Changes of it can be raised again, in the version that was in force.`
          : t`No new changes are raised of it. Those that there are go on.`
      }
      onClose={onClose}
    >
      <form
        noValidate
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          void decide.run({ words });
        }}
      >
        <RefusalNote refusal={decide.refusal} />
        <Textarea label={t`Why`} value={words} onChange={setWords} />
        <DialogButtons>
          <Button kind="quiet" onClick={onClose}>{t`Leave it`}</Button>
          <Button type="submit" kind="primary" busy={decide.busy}>
            {model.retiredAt ? t`Reinstate it` : t`Retire it`}
          </Button>
        </DialogButtons>
      </form>
    </Dialog>
  );
}
