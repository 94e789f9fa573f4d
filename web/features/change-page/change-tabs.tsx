import type { ChangeDetail, WrittenField } from '@interlock/contract/changes.ts';
import { t } from '@lingui/core/macro';
import { useSearch } from '@tanstack/react-router';
import { lazy, type ReactNode, Suspense, useContext } from 'react';
import { EmptyState } from '../../ui/feedback/empty-state.tsx';
import { Skeleton } from '../../ui/feedback/skeleton.tsx';
import { TabLinks } from '../../ui/layout/tab-links.tsx';
import type { Tab } from '../../ui/layout/tabs.tsx';
import { Prose } from '../../ui/markdown/prose.tsx';
import { Section } from '../change-editing/index.ts';
import { fieldWordsOf } from '../changes/index.ts';
import { Activity } from '../discussion/index.ts';
import { Past } from './facts.tsx';
import { Overview } from './overview.tsx';

const Revisions = lazy(() => import('./revisions.tsx').then((module) => ({ default: module.Revisions })));
const tasks = () => import('../change-tasks/index.ts');
const PlanTasks = lazy(() => tasks().then(({ PlanTasks }) => ({ default: PlanTasks })));
const BackoutTasks = lazy(() => tasks().then(({ BackoutTasks }) => ({ default: BackoutTasks })));
const ReviewTab = lazy(() => import('../change-reviews/index.ts').then(({ ReviewTab }) => ({ default: ReviewTab })));
const AnnouncementsTab = lazy(() =>
  import('../announcements/index.ts').then(({ AnnouncementsTab }) => ({ default: AnnouncementsTab })),
);
const TestTasks = lazy(() => tasks().then(({ TestTasks }) => ({ default: TestTasks })));

export function ChangeTabs({ change, mayComment }: { change: ChangeDetail; mayComment: boolean }) {
  const { tab } = useSearch({ from: '/signed-in/changes/$number' });
  const tabs: Tab[] = [
    { key: 'overview', label: t`Overview`, panel: () => <Overview change={change} /> },
    {
      key: 'plan',
      label: t`Plan`,
      panel: () => (
        <Plan
          change={change}
          title={fieldWordsOf(change.model.retrospective).implementationPlan()}
          field="implementationPlan"
        >
          <PlanTasks change={change} />
        </Plan>
      ),
    },
    {
      key: 'backout',
      label: t`Backout`,
      panel: () => (
        <Plan change={change} title={t`Backout plan`} field="backoutPlan">
          <BackoutTasks change={change} />
        </Plan>
      ),
    },
    {
      key: 'tests',
      label: t`Tests`,
      panel: () => (
        <Plan change={change} title={t`Test plan`} field="testPlan">
          <TestTasks change={change} />
        </Plan>
      ),
    },
    {
      key: 'announcements',
      label: t`Announcements`,
      panel: () => (
        <Suspense fallback={<Skeleton rows={6} />}>
          <AnnouncementsTab change={change} />
        </Suspense>
      ),
    },
    {
      key: 'review',
      label: t`Review`,
      panel: () => (
        <Suspense fallback={<Skeleton rows={6} />}>
          <ReviewTab change={change} />
        </Suspense>
      ),
    },
    {
      key: 'revisions',
      label: t`Revisions`,
      count: change.revision,
      panel: () => (
        <Suspense fallback={<Skeleton rows={6} />}>
          <Revisions changeId={change.id} />
        </Suspense>
      ),
    },
    {
      key: 'activity',
      label: t`Activity`,
      panel: () => <Activity changeId={change.id} mayComment={mayComment} />,
    },
  ];
  return <TabLinks label={t`Parts of this change`} tabs={tabs} current={tab} />;
}

type PlanField = 'implementationPlan' | 'backoutPlan' | 'testPlan';

type PlanProps = { change: ChangeDetail; title: string; field: PlanField & WrittenField; children: ReactNode };

/** A plan in words, and under it the tasks whose steps are its lines. */
function Plan({ change, title, field, children }: PlanProps) {
  const { html } = change[field];
  const past = useContext(Past);
  return (
    <>
      <Section title={title} change={change} fields={[field]}>
        {html ? <Prose html={html} /> : <EmptyState>{past ? t`Not recorded` : t`Not written yet.`}</EmptyState>}
      </Section>
      <Suspense fallback={<Skeleton rows={4} />}>{children}</Suspense>
    </>
  );
}
