import type { ChangeDetail } from '@interlock/contract/changes.ts';
import { t } from '@lingui/core/macro';
import { formatLocalSpan, formatSpan } from '../../lib/formats/format.ts';
import { useViewer } from '../../lib/session/viewer.ts';
import { At } from '../../ui/values/time.tsx';

/** The window by the clock of its place, and by the viewer's where that is another. */
export function PlannedWindow({ change }: { change: ChangeDetail }) {
  const viewer = useViewer();
  const { window, plannedStart, plannedEnd } = change;
  return (
    <div className="flex flex-col gap-1 text-sm">
      {window ? (
        <>
          <span className="font-medium tabular-nums">{formatLocalSpan(window.start, window.end, viewer.locale)}</span>
          <span className="text-xs text-fg-2">{window.zone}</span>
          {window.zone !== viewer.zone && plannedStart && plannedEnd && (
            <span className="text-xs text-fg-2 tabular-nums">
              {t`By your clock:`} {formatSpan(plannedStart, plannedEnd, viewer)}
            </span>
          )}
        </>
      ) : (
        <Unplanned start={plannedStart} end={plannedEnd} />
      )}
      {change.actualStart && (
        <span className="text-xs text-fg-2">
          {t`Work began`} <At at={change.actualStart} />
          {change.actualEnd && (
            <>
              , {t`ended`} <At at={change.actualEnd} />
            </>
          )}
        </span>
      )}
    </div>
  );
}

function Unplanned({ start, end }: { start: string | null; end: string | null }) {
  const viewer = useViewer();
  if (start && end) return <span className="tabular-nums">{formatSpan(start, end, viewer)}</span>;
  if (start) return <At at={start} />;
  return <span className="text-fg-3">{t`Not planned yet`}</span>;
}
