import { listModelsRoute } from '@interlock/contract/models.ts';
import { t } from '@lingui/core/macro';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { reads } from '../../lib/calls/query.ts';
import { EmptyState } from '../../ui/feedback/empty-state.tsx';
import { ErrorState } from '../../ui/feedback/error-state.tsx';
import { Skeleton } from '../../ui/feedback/skeleton.tsx';
import { Page } from '../../ui/layout/page.tsx';
import { TopBar } from '../../ui/layout/top-bar.tsx';
import { NewChangeForm } from './new-change-form.tsx';

/** Raises a draft. It asks for a model and a title, and then for what the answers so far need. */
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
