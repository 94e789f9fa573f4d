import { listTemplatesRoute, type TemplateRow } from '@interlock/contract/templates.ts';
import { t } from '@lingui/core/macro';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { call } from '../../lib/calls/call.ts';
import { useMay } from '../../lib/session/session.ts';
import { Button, buttonLook } from '../../ui/buttons/button.tsx';
import { EmptyState } from '../../ui/feedback/empty-state.tsx';
import { ErrorState } from '../../ui/feedback/error-state.tsx';
import { Skeleton } from '../../ui/feedback/skeleton.tsx';
import { TextInput } from '../../ui/fields/input.tsx';
import { Select } from '../../ui/fields/select.tsx';
import { Badge } from '../../ui/glyphs/badge.tsx';
import { Card } from '../../ui/layout/card.tsx';
import { Page } from '../../ui/layout/page.tsx';
import { TopBar } from '../../ui/layout/top-bar.tsx';
import { Figures, stateTone, stateWord } from '../templates/index.ts';

const shows = ['working', 'proposed', 'retired'] as const;
const asked = {
  '': { state: ['published', 'retiring'] },
  working: { inWork: ['draft', 'proposed'] },
  proposed: { inWork: ['proposed'] },
  retired: { state: ['retired'] },
} as const;

/** Standard changes to choose from, with how each of them went. */
export function Catalogue() {
  const mayWrite = useMay('template.write');
  const navigate = useNavigate();
  const { show: wanted, q = '' } = useSearch({ from: '/signed-in/templates' });
  const show = shows.find((one) => one === wanted) ?? '';
  const go = (search: { show?: string; q?: string }) =>
    void navigate({
      to: '/templates',
      search: Object.fromEntries(Object.entries({ show, q, ...search }).filter(([, value]) => value)),
      replace: true,
    });
  const templates = useInfiniteQuery({
    queryKey: [listTemplatesRoute.path, 'list', show, q],
    queryFn: ({ pageParam, signal }) => {
      const narrowed = asked[show];
      return call(
        listTemplatesRoute,
        {
          ...('state' in narrowed && { state: [...narrowed.state] }),
          ...('inWork' in narrowed && { inWork: [...narrowed.inWork] }),
          ...(q && { q }),
          ...(pageParam && { cursor: pageParam }),
        },
        { signal },
      );
    },
    initialPageParam: '',
    getNextPageParam: (last) => last.next ?? undefined,
    placeholderData: keepPreviousData,
  });
  const found = templates.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <>
      <TopBar crumbs={[t`Templates`]}>
        {mayWrite && <Link to="/templates/new" className={buttonLook('primary')}>{t`New template`}</Link>}
      </TopBar>
      <Page
        title={t`Templates`}
        intro={t`Standard changes: approved before they are raised, because they are done in one known way.`}
      >
        <div className="mb-4 flex flex-wrap items-end gap-3">
          <TextInput
            label={t`Search templates`}
            type="search"
            className="w-64"
            value={q}
            onChange={(words) => go({ q: words })}
          />
          <Select
            label={t`Show`}
            empty={t`In force`}
            value={show}
            options={[
              { value: 'working', label: t`Being written` },
              { value: 'proposed', label: t`Waiting for publication` },
              { value: 'retired', label: t`Retired` },
            ]}
            onChange={(next) => go({ show: next })}
          />
        </div>
        {templates.isPending && <Skeleton />}
        {templates.isError && <ErrorState error={templates.error} onRetry={() => void templates.refetch()} />}
        {templates.isSuccess && found.length === 0 && (
          <EmptyState>
            {q || show
              ? t`No template matches.`
              : t`No template is in force yet. Coordinators and specialists write them.`}
          </EmptyState>
        )}
        <ul className="flex flex-col gap-3">
          {found.map((template) => (
            <TemplateCard key={template.id} template={template} />
          ))}
        </ul>
        {templates.hasNextPage && (
          <Button className="mt-3" busy={templates.isFetchingNextPage} onClick={() => void templates.fetchNextPage()}>
            {t`Show more templates`}
          </Button>
        )}
      </Page>
    </>
  );
}

function TemplateCard({ template }: { template: TemplateRow }) {
  const { id, key, name, state, category, minutes, inWork, templateVersion, figures } = template;
  return (
    <li>
      <Card>
        <div className="flex flex-wrap items-start justify-between gap-3">
          <div className="flex min-w-0 flex-col gap-1">
            <div className="flex flex-wrap items-center gap-2">
              <h2 className="text-base font-semibold">
                <Link to="/templates/$key" params={{ key }} className="hover:underline">
                  {name}
                </Link>
              </h2>
              {state !== 'published' && <Badge tone={stateTone[state]}>{stateWord[state]()}</Badge>}
              {inWork?.state === 'proposed' && state !== 'proposed' && (
                <Badge tone="accent">{t`Next version proposed`}</Badge>
              )}
              {category && <Badge>{category}</Badge>}
              {minutes !== null && <span className="text-xs text-fg-2">{t`about ${minutes} minutes`}</span>}
            </div>
            {template.description && (
              <p className="line-clamp-2 text-sm whitespace-pre-line text-fg-2">{template.description}</p>
            )}
            {figures && templateVersion !== null && (
              <Figures templateId={id} templateVersion={templateVersion} figures={figures} />
            )}
          </div>
          {template.mayRaise && (
            <Link
              to="/templates/$key/raise"
              params={{ key }}
              aria-label={t`Raise: ${name}`}
              className={buttonLook('plain')}
            >{t`Raise`}</Link>
          )}
        </div>
      </Card>
    </li>
  );
}
