import { showTemplateRoute, type TemplateDetail } from '@interlock/contract/templates.ts';
import { t } from '@lingui/core/macro';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams, useSearch } from '@tanstack/react-router';
import { reads } from '../../lib/calls/query.ts';
import { useMay } from '../../lib/session/session.ts';
import { buttonLook } from '../../ui/buttons/button.tsx';
import { ErrorState } from '../../ui/feedback/error-state.tsx';
import { Skeleton } from '../../ui/feedback/skeleton.tsx';
import { Badge } from '../../ui/glyphs/badge.tsx';
import { Card } from '../../ui/layout/card.tsx';
import { Page } from '../../ui/layout/page.tsx';
import { TabLinks } from '../../ui/layout/tab-links.tsx';
import type { Tab } from '../../ui/layout/tabs.tsx';
import { TopBar } from '../../ui/layout/top-bar.tsx';
import { At } from '../../ui/values/time.tsx';
import { changeOf } from '../changes/index.ts';
import { RecurringTab } from '../recurring/index.ts';
import { ContentShown, Figures, stateTone, stateWord, TemplateActs, Working } from '../templates/index.ts';
import { Versions } from './versions.tsx';

export function TemplatePage() {
  const { key } = useParams({ from: '/signed-in/templates/$key' });
  const template = useQuery(reads(showTemplateRoute, { templateId: key }));
  const name = template.data?.name ?? key;
  return (
    <>
      <TopBar
        crumbs={[
          <Link key="list" to="/templates" className="hover:text-fg hover:underline">{t`Templates`}</Link>,
          name,
        ]}
      >
        {template.data && <TemplateActs template={template.data} />}
      </TopBar>
      {template.isPending && <Skeleton />}
      {template.isError && (
        <ErrorState
          whole
          error={template.error}
          onRetry={() => void template.refetch()}
          instead={<Link to="/templates" className={buttonLook('plain')}>{t`Back to the list`}</Link>}
        />
      )}
      {template.data && <Shown template={template.data} />}
    </>
  );
}

function Shown({ template }: { template: TemplateDetail }) {
  const mayReadAll = useMay('change.read_all');
  const { tab } = useSearch({ from: '/signed-in/templates/$key' });
  const { key, inForce, working } = template;
  const tabs: Tab[] = [
    { key: 'content', label: t`Content`, panel: () => <Content template={template} /> },
    ...(working ? [{ key: 'working', label: t`In work`, panel: () => <Working template={template} /> }] : []),
    { key: 'versions', label: t`Versions`, panel: () => <Versions template={template} /> },
    ...(inForce && mayReadAll
      ? [{ key: 'recurring', label: t`Recurring`, panel: () => <RecurringTab template={template} /> }]
      : []),
  ];
  return (
    <Page
      title={template.name}
      intro={template.description}
      actions={
        template.mayRaise && (
          <Link to="/templates/$key/raise" params={{ key }} className={buttonLook('primary')}>{t`Raise a change`}</Link>
        )
      }
    >
      <Standing template={template} />
      <TabLinks label={t`Parts of this template`} tabs={tabs} current={tab} />
    </Page>
  );
}

function Standing({ template }: { template: TemplateDetail }) {
  const { id, state, templateVersion, category, minutes, figures, retiresAt, inWork } = template;
  return (
    <div className="mb-5 flex flex-col gap-2">
      <div className="flex flex-wrap items-center gap-2 text-sm">
        <Badge tone={stateTone[state]}>{stateWord[state]()}</Badge>
        {templateVersion !== null && <span className="text-fg-2">{t`Version ${templateVersion}`}</span>}
        {inWork?.state === 'proposed' && state !== 'proposed' && (
          <Badge tone="accent">{t`Next version proposed`}</Badge>
        )}
        {category && <Badge>{category}</Badge>}
        <span className="text-fg-2">{changeOf(template.model.name)}</span>
        {minutes !== null && <span className="text-fg-2">{t`about ${minutes} minutes`}</span>}
        <span className="font-mono text-xs text-fg-3">{template.key}</span>
      </div>
      {retiresAt && (
        <p className="text-sm text-med">
          {t`No change is raised from it after`} <At at={retiresAt} />
        </p>
      )}
      {figures && templateVersion !== null && (
        <Figures templateId={id} templateVersion={templateVersion} figures={figures} />
      )}
    </div>
  );
}

function Content({ template }: { template: TemplateDetail }) {
  const version = template.inForce ?? template.working;
  if (!version) return null;
  const { published } = version;
  const by = published?.by.name;
  return (
    <Card title={t`What a change of it begins with`}>
      {published && by && (
        <p className="mb-4 text-sm text-fg-2">
          {t`Published by ${by}`}, <At at={published.at} />
        </p>
      )}
      <ContentShown version={version} />
    </Card>
  );
}
