import type { ChangeDetail } from '@interlock/contract/changes.ts';
import { plural, t } from '@lingui/core/macro';
import { formatLocalSpan } from '../../lib/formats/format.ts';
import { useViewer } from '../../lib/session/viewer.ts';

/** How long users will notice, and between when. */
export function ExpectedDowntime({ downtime }: { downtime: NonNullable<ChangeDetail['downtime']> }) {
  const { locale } = useViewer();
  const { minutes, window } = downtime;
  if (minutes === 0) return t`None: users will notice nothing`;
  return (
    <>
      {plural(minutes, { one: '# minute', other: '# minutes' })}
      {window && (
        <span className="block text-xs text-fg-2 tabular-nums">
          {t`Between`} {formatLocalSpan(window.start, window.end, locale)}, {window.zone}
        </span>
      )}
    </>
  );
}
