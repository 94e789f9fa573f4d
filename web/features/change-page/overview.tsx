import type { ChangeDetail, WrittenField } from '@interlock/contract/changes.ts';
import { t } from '@lingui/core/macro';
import { lazy, type ReactNode, Suspense } from 'react';
import { useMay } from '../../lib/session/session.ts';
import { Prose } from '../../ui/markdown/prose.tsx';
import { Section } from '../change-editing/index.ts';
import { categoryWord, ExpectedDowntime, fieldWordsOf, levelWord, purposeWord, triggerWord } from '../changes/index.ts';
import { Activity } from '../discussion/index.ts';
import { Contacts } from './contacts.tsx';
import { Fact, FactIfSaid, Facts, Missing } from './facts.tsx';
import { Risk } from './risk.tsx';

const ReviewTasks = lazy(() =>
  import('../change-tasks/index.ts').then(({ ReviewTasks }) => ({ default: ReviewTasks })),
);
const FilesCard = lazy(() => import('../files/index.ts').then(({ FilesCard }) => ({ default: FilesCard })));
const OverridesCard = lazy(() =>
  import('../overrides/index.ts').then(({ OverridesCard }) => ({ default: OverridesCard })),
);

/** A review is looked for once the work is over. */
const isLate = ({ state }: ChangeDetail): boolean => state.kind === 'review' || state.kind === 'closed';

const why: readonly WrittenField[] = ['reason', 'ifNotDone', 'purpose', 'triggers', 'cannotWait'];
const grave: readonly WrittenField[] = [
  'impact',
  'urgency',
  'priorityOverride',
  'peopleImpacted',
  'systemsAffected',
  'downtime',
];

/** Everything that is written about a change but its plans, each part edited where it stands. */
export function Overview({ change }: { change: ChangeDetail }) {
  const mayComment = useMay('change.comment');
  const { priorityOverride } = change;
  const words = fieldWordsOf(change.model.retrospective);
  return (
    <div className="flex flex-col gap-4">
      <Section title={t`What`} change={change} fields={['title', 'summary', 'description', 'categories']}>
        <div className="flex flex-col gap-3">
          {change.summary ? <Words>{change.summary}</Words> : <Missing>{t`No summary yet.`}</Missing>}
          {change.description.html && <Prose html={change.description.html} />}
          {change.categories.length > 0 && (
            <Facts>
              <Fact name={words.categories()}>{change.categories.map((one) => categoryWord[one]()).join(', ')}</Fact>
            </Facts>
          )}
        </div>
      </Section>
      <Section title={t`Why`} change={change} fields={why}>
        <Facts>
          <Fact name={words.purpose()}>{change.purpose && purposeWord[change.purpose]()}</Fact>
          <FactIfSaid name={words.triggers()}>{change.triggers.map((one) => triggerWord[one]()).join('\n')}</FactIfSaid>
          <Fact name={words.reason()}>{change.reason}</Fact>
          <Fact name={words.ifNotDone()}>{change.ifNotDone}</Fact>
          <FactIfSaid name={words.cannotWait()}>{change.cannotWait}</FactIfSaid>
        </Facts>
      </Section>
      <Section title={t`Impact`} change={change} fields={grave}>
        <Facts>
          <Fact name={words.impact()}>{levelWord[change.impact]()}</Fact>
          <Fact name={words.urgency()}>{levelWord[change.urgency]()}</Fact>
          {priorityOverride && <Fact name={t`Priority was set because`}>{priorityOverride.reason}</Fact>}
          <Fact name={words.peopleImpacted()}>{change.peopleImpacted}</Fact>
          <Fact name={words.systemsAffected()}>{change.systemsAffected}</Fact>
          <Fact name={words.downtime()}>{change.downtime && <ExpectedDowntime downtime={change.downtime} />}</Fact>
        </Facts>
      </Section>
      <Risk change={change} />
      <Section title={t`Benefit and cost`} change={change} fields={['benefit', 'cost', 'costOfNotDoing']}>
        {change.benefit || change.cost || change.costOfNotDoing ? (
          <Facts>
            <FactIfSaid name={words.benefit()}>{change.benefit}</FactIfSaid>
            <FactIfSaid name={words.cost()}>{change.cost}</FactIfSaid>
            <FactIfSaid name={words.costOfNotDoing()}>{change.costOfNotDoing}</FactIfSaid>
          </Facts>
        ) : (
          <Missing>{t`Not said yet`}</Missing>
        )}
      </Section>
      <Section title={t`Communication`} change={change} fields={['communicationPlan', 'contacts']}>
        <div className="flex flex-col gap-3">
          {change.communicationPlan.html ? (
            <Prose html={change.communicationPlan.html} />
          ) : (
            <Missing>{t`No communication plan yet.`}</Missing>
          )}
          <Contacts contacts={change.contacts} />
        </div>
      </Section>
      <Suspense>
        <FilesCard change={change} />
      </Suspense>
      {isLate(change) && (
        <Suspense>
          <ReviewTasks change={change} />
        </Suspense>
      )}
      <Suspense>
        <OverridesCard changeId={change.id} />
      </Suspense>
      <Activity changeId={change.id} mayComment={mayComment} />
    </div>
  );
}

const Words = ({ children }: { children: ReactNode }) => (
  <p className="text-base break-words whitespace-pre-line text-fg-2">{children}</p>
);
