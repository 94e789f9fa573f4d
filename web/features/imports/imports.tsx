import { type ImportRun, listImportRunsRoute, MOST_BYTES } from '@interlock/contract/import-runs.ts';
import { plural, t } from '@lingui/core/macro';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { FileUp } from 'lucide-react';
import { useState } from 'react';
import { cx } from '../../lib/browser/cx.ts';
import { call } from '../../lib/calls/call.ts';
import { useAction } from '../../lib/calls/use-action.ts';
import { useMay } from '../../lib/session/session.ts';
import { buttonLook, ShowMore } from '../../ui/buttons/button.tsx';
import { ErrorState } from '../../ui/feedback/error-state.tsx';
import { Progress } from '../../ui/feedback/progress.tsx';
import { RefusalNote } from '../../ui/feedback/refusal-note.tsx';
import { Skeleton } from '../../ui/feedback/skeleton.tsx';
import { Badge } from '../../ui/glyphs/badge.tsx';
import { Card } from '../../ui/layout/card.tsx';
import { Page } from '../../ui/layout/page.tsx';
import { TopBar } from '../../ui/layout/top-bar.tsx';
import { Ago } from '../../ui/values/time.tsx';
import { TakesRole } from '../identity/index.ts';
import { stateTone, stateWord } from '../import-maps/index.ts';
import { bring } from './upload.ts';

/** Where a file is brought, and where those that were brought are found again. */
export function Imports() {
  const mayImport = useMay('import.run');
  if (!mayImport) {
    return (
      <>
        <TopBar crumbs={[t`Import`]} />
        <Page title={t`Import`}>
          <TakesRole permission="import.run" />
        </Page>
      </>
    );
  }
  return (
    <>
      <TopBar crumbs={[t`Import`]} />
      <Page
        title={t`Import`}
        intro={t`Another system's changes as history: closed, cancelled, or drafts; or its incidents with the changes that caused or fixed them. Nothing is written before you have seen what would become of the file.`}
      >
        <div className="flex flex-col gap-5">
          <Chooser />
          <Earlier />
        </div>
      </Page>
    </>
  );
}

function Chooser() {
  const navigate = useNavigate();
  const [share, setShare] = useState<number>();
  const [over, setOver] = useState(false);
  const [wrong, setWrong] = useState('');
  const bringing = useAction(async (file: File) => {
    setShare(0);
    const runId = await bring(file, setShare).finally(() => setShare(undefined));
    await navigate({ to: '/import/$runId', params: { runId } });
  });
  const take = (file: File | undefined) => {
    if (!file) return;
    const says = file.size === 0 ? t`The file is empty.` : file.size > MOST_BYTES ? t`A file has at most 256 MiB.` : '';
    setWrong(says);
    if (says === '') void bringing.run(file);
  };
  return (
    <section
      aria-label={t`Choose a file`}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        take(event.dataTransfer.files[0]);
      }}
      className={cx(
        'flex flex-col items-center gap-3 rounded-lg border border-dashed px-4 py-8 text-center text-sm',
        over ? 'border-accent bg-accent-bg' : 'border-line-2 bg-surface',
      )}
    >
      <FileUp size={22} className="text-fg-3" aria-hidden="true" />
      {share === undefined ? (
        <>
          <p className="text-fg-2">{t`Drop a CSV file here, from ServiceNow, HP Service Manager or anything else.`}</p>
          <label
            className={cx(buttonLook('primary'), 'cursor-pointer focus-within:outline-2 focus-within:outline-ring')}
          >
            {t`Choose a CSV file`}
            <input
              type="file"
              accept=".csv,.txt,.tsv,text/csv,text/plain"
              className="sr-only"
              onChange={(event) => {
                take(event.target.files?.[0]);
                event.target.value = '';
              }}
            />
          </label>
        </>
      ) : (
        <Progress label={t`Bringing the file`} share={share} />
      )}
      {wrong !== '' && (
        <p role="alert" className="text-crit">
          {wrong}
        </p>
      )}
      <RefusalNote refusal={bringing.refusal} />
    </section>
  );
}

function countWord({ created, updated, holds }: ImportRun): string {
  const count = created + updated;
  if (holds === 'incidents') return plural(count, { one: '# incident', other: '# incidents' });
  return plural(count, { one: '# change', other: '# changes' });
}

function Earlier() {
  const runs = useInfiniteQuery({
    queryKey: [listImportRunsRoute.path],
    queryFn: ({ pageParam, signal }) =>
      call(listImportRunsRoute, { limit: 20, ...(pageParam && { cursor: pageParam }) }, { signal }),
    initialPageParam: '',
    getNextPageParam: (last) => last.next ?? undefined,
  });
  const items = runs.data?.pages.flatMap((page) => page.items) ?? [];
  if (runs.isPending) return <Skeleton rows={3} />;
  if (runs.isError && items.length === 0) return <ErrorState error={runs.error} onRetry={() => void runs.refetch()} />;
  if (items.length === 0) return null;
  return (
    <Card title={t`Files that were brought`} flush>
      <ul>
        {items.map((run) => (
          <li key={run.id} className="border-b border-line last:border-b-0">
            <Link
              to="/import/$runId"
              params={{ runId: run.id }}
              className="flex min-h-11 flex-wrap items-center gap-x-3 gap-y-0.5 px-4 py-2 text-sm hover:bg-hover"
            >
              <span className="min-w-0 grow truncate font-medium">{run.fileName}</span>
              {run.state === 'imported' && (
                <span className="text-xs text-fg-2 tabular-nums">
                  {countWord(run)}
                  {run.refused > 0 && ` · ${plural(run.refused, { one: '# row refused', other: '# rows refused' })}`}
                </span>
              )}
              <Badge tone={stateTone[run.state]}>{stateWord[run.state]()}</Badge>
              <span className="w-24 text-right text-xs text-fg-3">
                <Ago at={run.createdAt} />
              </span>
            </Link>
          </li>
        ))}
      </ul>
      <ShowMore list={runs} className="p-3" />
    </Card>
  );
}
