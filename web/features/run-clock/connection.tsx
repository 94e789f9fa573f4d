import { t } from '@lingui/core/macro';
import { Radio, WifiOff } from 'lucide-react';
import { formatMoment } from '../../lib/formats/format.ts';
import { useViewer } from '../../lib/session/viewer.ts';

/** Whether what stands here is live; if not, as of when it is. */
export function LiveMark({ lost }: { lost: boolean }) {
  return lost ? (
    <span className="flex items-center gap-1.5 text-xs font-medium text-crit">
      <WifiOff size={14} aria-hidden="true" />
      <span className="max-sm:sr-only">{t`Not connected`}</span>
    </span>
  ) : (
    <span className="flex items-center gap-1.5 text-xs text-fg-2">
      <Radio size={14} className="text-low" aria-hidden="true" />
      <span className="max-sm:sr-only">{t`Live`}</span>
    </span>
  );
}

export function LostBanner({ at }: { at: number }) {
  const viewer = useViewer();
  const when = formatMoment(new Date(at).toISOString(), viewer);
  return (
    <div role="alert" className="flex gap-2.5 rounded-lg border border-crit bg-crit-bg px-4 py-3 text-sm">
      <WifiOff size={16} className="mt-0.5 shrink-0 text-crit" aria-hidden="true" />
      <div>
        <p className="font-semibold">{t`No connection to the server.`}</p>
        <p>
          {t`What stands here is as of ${when}, and others may be further. The clocks go on by the plan as it was. Nothing can be pressed until the connection is back, and nothing is kept to be sent later.`}
        </p>
      </div>
    </div>
  );
}
