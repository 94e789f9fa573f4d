import type { Review } from '@interlock/contract/change-reviews.ts';
import { t } from '@lingui/core/macro';
import type { ReactNode } from 'react';
import { EmptyState } from '../../ui/feedback/empty-state.tsx';
import { Badge } from '../../ui/glyphs/badge.tsx';
import { Card } from '../../ui/layout/card.tsx';
import { At } from '../../ui/values/time.tsx';

/** When it was to begin and end and when it did, and the same of each task in minutes. */
export function PlannedAndActual({ review }: { review: Review }) {
  const { window, end, actualStart, actualEnd, startedLate, endedLate, overran, tasks } = review;
  if (actualStart === null) {
    return (
      <Card title={t`Planned and actual`}>
        <EmptyState>{t`Its work has not begun. What was planned stands here against what was, once it has.`}</EmptyState>
      </Card>
    );
  }
  return (
    <Card flush title={t`Planned and actual`} aside={overran && <Badge tone="high">{t`Went past its window`}</Badge>}>
      <table className="w-full text-sm">
        <thead className="text-left text-xs text-fg-2">
          <tr>
            <Head />
            <Head>{t`Planned`}</Head>
            <Head>{t`Actual`}</Head>
            <Head>{t`Off by`}</Head>
          </tr>
        </thead>
        <tbody>
          <Row what={t`Start`} off={punctual(startedLate)}>
            {[window && <At key="planned" at={window.start} />, <At key="actual" at={actualStart} />]}
          </Row>
          <Row what={t`End`} off={punctual(endedLate)}>
            {[
              end && <PlannedEnd key="planned" approved={window?.end ?? end} extended={end} />,
              actualEnd && <At key="actual" at={actualEnd} />,
            ]}
          </Row>
          {tasks.map(({ id, number, title, planned, actual }) => (
            <Row key={id} what={`${number} ${title}`} off={longer(actual === null ? null : actual - planned)}>
              {[t`${planned} min`, actual === null ? null : t`${actual} min`]}
            </Row>
          ))}
        </tbody>
      </table>
    </Card>
  );
}

/** The end that was approved stays on record; what is late is measured from the end that was granted after it. */
function PlannedEnd({ approved, extended }: { approved: string; extended: string }) {
  if (approved === extended) return <At at={approved} />;
  return (
    <>
      <At at={approved} />
      <div className="text-xs text-fg-2">
        {t`extended to`} <At at={extended} />
      </div>
    </>
  );
}

const Head = ({ children }: { children?: ReactNode }) => (
  <th scope="col" className="px-4 py-2 font-normal">
    {children ?? <span className="sr-only">{t`What`}</span>}
  </th>
);

function Row({ what, off, children: [planned, actual] }: { what: string; off: ReactNode; children: ReactNode[] }) {
  return (
    <tr className="border-t border-line align-baseline">
      <th scope="row" className="px-4 py-2 text-left font-medium break-words">
        {what}
      </th>
      <td className="px-4 py-2">{planned || '–'}</td>
      <td className="px-4 py-2">{actual || '–'}</td>
      <td className="px-4 py-2 tabular-nums whitespace-nowrap">{off}</td>
    </tr>
  );
}

/** When it was, against when it was to be, in minutes. */
function punctual(late: number | null): ReactNode {
  if (late === null) return '–';
  if (late === 0) return t`on time`;
  if (late < 0) return <span className="text-low">{t`${-late} min early`}</span>;
  return <span className="text-high">{t`${late} min late`}</span>;
}

/** How long it took, against how long it was to take. */
function longer(minutes: number | null): ReactNode {
  if (minutes === null) return '–';
  if (minutes === 0) return t`as planned`;
  if (minutes < 0) return <span className="text-low">{t`${-minutes} min less`}</span>;
  return <span className="text-high">{t`${minutes} min more`}</span>;
}
