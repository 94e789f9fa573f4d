import { overviewRoute } from '@interlock/contract/overview.ts';
import { t } from '@lingui/core/macro';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { reads } from '../../lib/calls/query.ts';
import { useMay } from '../../lib/session/session.ts';
import { useViewer } from '../../lib/session/viewer.ts';
import { buttonLook } from '../../ui/buttons/button.tsx';
import { ErrorState } from '../../ui/feedback/error-state.tsx';
import { Skeleton } from '../../ui/feedback/skeleton.tsx';
import { Page } from '../../ui/layout/page.tsx';
import { TopBar } from '../../ui/layout/top-bar.tsx';
import { DemoCard } from '../demo/index.ts';
import { Begin } from './begin.tsx';
import { Compared } from './compared.tsx';
import { Figures } from './figures.tsx';
import { OpenByAge } from './open-by-age.tsx';
import { Success } from './success.tsx';
import { Waiting } from './waiting.tsx';
import { Week } from './week.tsx';

/** How it stands, at a glance. Every number opens its list. */
export function Overview() {
  const { zone } = useViewer();
  const mayRaise = useMay('change.raise');
  const overview = useQuery({ ...reads(overviewRoute, { zone }), refetchInterval: 60_000 });
  const { data } = overview;
  return (
    <>
      <TopBar crumbs={[t`Overview`]}>
        {mayRaise && <Link to="/changes/new" className={buttonLook('primary')}>{t`New change`}</Link>}
      </TopBar>
      <Page title={t`Overview`}>
        {overview.isPending && <Skeleton rows={10} />}
        {overview.isError && !data && <ErrorState error={overview.error} onRetry={() => void overview.refetch()} />}
        {data && (
          <div className="flex flex-col gap-4">
            <DemoCard />
            <Begin begun={data.begun} />
            <Figures overview={data} />
            <div className="grid items-start gap-4 lg:grid-cols-2">
              <Waiting />
              <Week week={data.week} missed={data.missed} running={data.running} />
            </div>
            <OpenByAge open={data.open} />
            <Success success={data.success} />
            <div className="grid items-start gap-4 xl:grid-cols-2">
              <Compared by="team" success={data.success} />
              <Compared by="category" success={data.success} />
            </div>
          </div>
        )}
      </Page>
    </>
  );
}
