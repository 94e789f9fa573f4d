import type { Overview } from '@interlock/contract/overview.ts';
import { t } from '@lingui/core/macro';
import { Link } from '@tanstack/react-router';
import { formatDay } from '../../lib/formats/format.ts';
import { useViewer } from '../../lib/session/viewer.ts';
import { all, closedIn, rateOf } from './lists.ts';

/** What the columns show, as a table. */
export function SpanTable({ spans }: { spans: Overview['success']['spans'] }) {
  const viewer = useViewer();
  return (
    <details className="mt-3 text-sm">
      <summary className="cursor-default text-xs text-fg-2">{t`The same as a table`}</summary>
      <div className="scroll overflow-x-auto">
        <table className="mt-2 w-full text-sm" aria-label={t`Closed in each half month`}>
          <thead className="text-right text-xs text-fg-2">
            <tr>
              <th scope="col" className="py-1 pr-3 text-left font-normal">{t`From`}</th>
              <th scope="col" className="py-1 pr-3 font-normal">{t`Closed`}</th>
              <th scope="col" className="py-1 pr-3 font-normal">{t`Successful`}</th>
              <th scope="col" className="py-1 pr-3 font-normal">{t`With issues`}</th>
              <th scope="col" className="py-1 pr-3 font-normal">{t`Failed or backed out`}</th>
              <th scope="col" className="py-1 pr-3 font-normal">{t`Not recorded`}</th>
              <th scope="col" className="py-1 font-normal">{t`Success`}</th>
            </tr>
          </thead>
          <tbody className="text-right tabular-nums">
            {spans.map((span) => {
              const rate = rateOf(span.ends);
              return (
                <tr key={span.from} className="border-t border-line">
                  <th scope="row" className="py-1 pr-3 text-left font-normal">
                    <Link to="/changes" search={closedIn(span)} className="underline-offset-2 hover:underline">
                      {formatDay(span.from, viewer)}
                    </Link>
                  </th>
                  <td className="py-1 pr-3">{all(span.ends)}</td>
                  <td className="py-1 pr-3">{span.ends.successful}</td>
                  <td className="py-1 pr-3">{span.ends.with_issues}</td>
                  <td className="py-1 pr-3">{span.ends.failed + span.ends.backed_out}</td>
                  <td className="py-1 pr-3">{span.ends.not_recorded}</td>
                  <td className="py-1">{rate === undefined ? '–' : `${Math.round(rate)} %`}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
    </details>
  );
}
