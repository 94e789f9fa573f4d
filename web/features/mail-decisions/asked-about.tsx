import type { DecisionLink } from '@interlock/contract/decision-links.ts';
import { t } from '@lingui/core/macro';
import { Card } from '../../ui/card.tsx';
import { At } from '../../ui/time.tsx';

/** What the decision is about, in the order in which one asks. */
export function AskedAbout({ link }: { link: DecisionLink }) {
  const { summary, reason, ifNotDone, riskLevel, priority, plannedStart, plannedEnd, implementationPlan, backoutPlan } =
    link;
  const parts: readonly (readonly [string, string])[] = [
    [t`Summary`, summary],
    [t`Reason`, reason],
    [t`If not done`, ifNotDone],
    [t`Implementation plan`, implementationPlan],
    [t`Backout plan`, backoutPlan],
  ];
  return (
    <Card>
      <dl className="flex flex-col gap-4 text-sm">
        <div>
          <dt className="text-xs text-fg-3">{t`Priority, risk, window`}</dt>
          <dd>
            {priority} · {riskLevel} ·{' '}
            {plannedStart && plannedEnd ? (
              <>
                <At at={plannedStart} /> – <At at={plannedEnd} />
              </>
            ) : (
              t`no window yet`
            )}
          </dd>
        </div>
        {parts.map(
          ([name, said]) =>
            said && (
              <div key={name}>
                <dt className="text-xs text-fg-3">{name}</dt>
                <dd className="whitespace-pre-wrap">{said}</dd>
              </div>
            ),
        )}
      </dl>
    </Card>
  );
}
