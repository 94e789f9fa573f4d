import type { ChangeDetail, WrittenField } from '@interlock/contract/changes.ts';
import { t } from '@lingui/core/macro';
import type { ReactNode } from 'react';
import { useMay } from '../../lib/session.ts';
import { Prose } from '../../ui/prose.tsx';
import { fieldWord, levelWord, purposeWord } from '../changes/index.ts';
import { ActivityFeed } from '../discussion/index.ts';
import { Section } from '../writing/index.ts';

const why: readonly WrittenField[] = ['reason', 'ifNotDone', 'purpose', 'cannotWait'];
const grave: readonly WrittenField[] = ['impact', 'urgency', 'priorityOverride', 'peopleImpacted', 'systemsAffected'];

export function Overview({ change }: { change: ChangeDetail }) {
  const mayComment = useMay('change.comment');
  const { priorityOverride } = change;
  return (
    <div className="flex flex-col gap-4">
      <Section title={t`What`} change={change} fields={['title', 'summary', 'description']}>
        <div className="flex flex-col gap-3">
          {change.summary ? <Words>{change.summary}</Words> : <Missing>{t`No summary yet.`}</Missing>}
          {change.description.html && <Prose html={change.description.html} />}
        </div>
      </Section>
      <Section title={t`Why`} change={change} fields={why}>
        <Facts>
          <Fact name={fieldWord.purpose()}>{change.purpose && purposeWord[change.purpose]()}</Fact>
          <Fact name={fieldWord.reason()}>{change.reason}</Fact>
          <Fact name={fieldWord.ifNotDone()}>{change.ifNotDone}</Fact>
          {change.cannotWait && <Fact name={fieldWord.cannotWait()}>{change.cannotWait}</Fact>}
        </Facts>
      </Section>
      <Section title={t`Impact`} change={change} fields={grave}>
        <Facts>
          <Fact name={fieldWord.impact()}>{levelWord[change.impact]()}</Fact>
          <Fact name={fieldWord.urgency()}>{levelWord[change.urgency]()}</Fact>
          {priorityOverride && <Fact name={t`Priority was set because`}>{priorityOverride.reason}</Fact>}
          <Fact name={fieldWord.peopleImpacted()}>{change.peopleImpacted}</Fact>
          <Fact name={fieldWord.systemsAffected()}>{change.systemsAffected}</Fact>
        </Facts>
      </Section>
      <ActivityFeed changeId={change.id} mayComment={mayComment} />
    </div>
  );
}

const Words = ({ children }: { children: ReactNode }) => (
  <p className="text-base break-words whitespace-pre-line text-fg-2">{children}</p>
);
const Missing = ({ children }: { children: ReactNode }) => <p className="text-sm text-fg-3">{children}</p>;
const Facts = ({ children }: { children: ReactNode }) => (
  <dl className="grid gap-x-4 text-sm sm:gap-y-2.5 sm:grid-cols-[180px_minmax(0,1fr)]">{children}</dl>
);

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-fg-2">{name}</dt>
      <dd className="mb-2.5 break-words whitespace-pre-line sm:mb-0">
        {children || <span className="text-fg-3">{t`Not said yet`}</span>}
      </dd>
    </>
  );
}
