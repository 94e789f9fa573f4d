import type { ChangeDetail } from '@interlock/contract/changes.ts';
import { t } from '@lingui/core/macro';
import type { ReactNode } from 'react';
import { Person } from '../../ui/glyphs/person.tsx';
import { fieldWordsOf, levelWord, PlannedWindow, purposeWord, RiskBadge } from '../changes/index.ts';

/** What an approver weighs first: when, why, how grave and how urgent, and by whom. */
export function PreviewFacts({ change }: { change: ChangeDetail }) {
  const words = fieldWordsOf(change.model.retrospective);
  return (
    <dl className="grid grid-cols-2 gap-x-4 gap-y-3 text-sm sm:grid-cols-3">
      <Fact name={words.window()}>
        <PlannedWindow change={change} />
      </Fact>
      <Fact name={words.impact()}>{levelWord[change.impact]()}</Fact>
      <Fact name={words.urgency()}>{levelWord[change.urgency]()}</Fact>
      <Fact name={words.riskLevel()}>
        <RiskBadge level={change.riskLevel} />
      </Fact>
      <Fact name={words.purpose()}>
        {change.purpose ? purposeWord[change.purpose]() : <span className="text-fg-3">{t`Not said yet`}</span>}
      </Fact>
      <Fact name={t`Assignee`}>
        <Person person={change.assignee} />
      </Fact>
      <Fact name={t`Team`}>{change.team?.name ?? <span className="text-fg-3">{t`None yet`}</span>}</Fact>
    </dl>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="min-w-0">
      <dt className="text-xs text-fg-2">{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
