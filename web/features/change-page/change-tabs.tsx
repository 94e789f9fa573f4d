import type { ChangeDetail, WrittenField } from '@interlock/contract/changes.ts';
import { t } from '@lingui/core/macro';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Prose } from '../../ui/prose.tsx';
import { type Tab, Tabs } from '../../ui/tabs.tsx';
import { ActivityFeed } from '../discussion/index.ts';
import { Section } from '../writing/index.ts';
import { Overview } from './overview.tsx';
import { Revisions } from './revisions.tsx';

export function ChangeTabs({ change, mayComment }: { change: ChangeDetail; mayComment: boolean }) {
  const { tab = 'overview' } = useSearch({ from: '/signed-in/changes/$number' });
  const navigate = useNavigate({ from: '/changes/$number' });
  const tabs: Tab[] = [
    { key: 'overview', label: t`Overview`, panel: () => <Overview change={change} /> },
    {
      key: 'plan',
      label: t`Plan`,
      panel: () => <Plan change={change} title={t`Implementation plan`} field="implementationPlan" />,
    },
    {
      key: 'backout',
      label: t`Backout`,
      panel: () => <Plan change={change} title={t`Backout plan`} field="backoutPlan" />,
    },
    { key: 'tests', label: t`Tests`, panel: () => <Plan change={change} title={t`Test plan`} field="testPlan" /> },
    {
      key: 'revisions',
      label: t`Revisions`,
      count: change.revision,
      panel: () => <Revisions changeId={change.id} />,
    },
    {
      key: 'activity',
      label: t`Activity`,
      panel: () => <ActivityFeed changeId={change.id} mayComment={mayComment} />,
    },
  ];
  const known = tabs.some(({ key }) => key === tab) ? tab : 'overview';
  return (
    <Tabs
      label={t`Parts of this change`}
      tabs={tabs}
      current={known}
      onChange={(key) => void navigate({ search: key === 'overview' ? {} : { tab: key }, replace: true })}
    />
  );
}

type PlanField = 'implementationPlan' | 'backoutPlan' | 'testPlan';

function Plan({ change, title, field }: { change: ChangeDetail; title: string; field: PlanField & WrittenField }) {
  const { html } = change[field];
  return (
    <Section title={title} change={change} fields={[field]}>
      {html ? <Prose html={html} /> : <EmptyState>{t`Not written yet.`}</EmptyState>}
    </Section>
  );
}
