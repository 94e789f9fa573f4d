import type { ChangeDetail } from '@interlock/contract/changes.ts';
import { t } from '@lingui/core/macro';
import { Section } from '../change-editing/index.ts';
import { RiskBadge } from '../changes/index.ts';

/** How risky it is, and why. */
export function Risk({ change }: { change: ChangeDetail }) {
  return (
    <Section title={t`Risk`} change={change} fields={['riskLevel', 'riskAssessment']}>
      <div className="flex flex-col gap-2 text-sm">
        <div>
          <RiskBadge level={change.riskLevel} />
        </div>
        {change.riskAssessment && <p className="break-words whitespace-pre-line">{change.riskAssessment}</p>}
      </div>
    </Section>
  );
}
