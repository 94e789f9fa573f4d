import type { DecisionLink } from '@interlock/contract/decision-links.ts';
import { t } from '@lingui/core/macro';
import { useViewer } from '../../lib/session/viewer.ts';
import { Card } from '../../ui/layout/card.tsx';
import { Prose } from '../../ui/markdown/prose.tsx';
import { At } from '../../ui/values/time.tsx';
import { textOf } from '../../ui/values/value-text.ts';
import { fieldName, valueWord } from '../changes/index.ts';
import { inReadingOrder } from './reading-order.ts';

/** All that a yes covers, in the order in which the inbox shows it: nobody says yes to what they were not shown. */
export function AskedAbout({ link }: { link: DecisionLink }) {
  const { locale } = useViewer();
  const { plannedStart, plannedEnd, names } = link;
  const content = inReadingOrder(link.content);
  return (
    <Card>
      <dl className="flex flex-col gap-4 text-sm">
        <div>
          <dt className="text-xs text-fg-3">{fieldName('window')}</dt>
          <dd>
            {plannedStart && plannedEnd ? (
              <>
                <At at={plannedStart} /> – <At at={plannedEnd} />
              </>
            ) : (
              t`no window yet`
            )}
          </dd>
        </div>
        {content.map(({ field, value, html }) => (
          <div key={field}>
            <dt className="text-xs text-fg-3">{fieldName(field)}</dt>
            <dd className={html ? '' : 'whitespace-pre-wrap'}>
              {html ? (
                <Prose html={html} />
              ) : typeof value === 'string' && names[value] ? (
                names[value]
              ) : (
                textOf(valueWord(field, value, locale))
              )}
            </dd>
          </div>
        ))}
      </dl>
    </Card>
  );
}
