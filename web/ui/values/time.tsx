import { formatAgo, formatInstant, formatMoment } from '../../lib/formats/format.ts';
import { useNow } from '../../lib/formats/use-now.ts';
import { useViewer } from '../../lib/session/viewer.ts';

/** How long ago something was done, never ahead of us although clocks differ; with the exact time in the viewer's zone behind it. */
export function Ago({ at }: { at: string }) {
  const viewer = useViewer();
  const now = Math.max(useNow(), Date.parse(at));
  return (
    <time dateTime={at} title={`${formatInstant(at, viewer)} (${viewer.zone})`} className="tabular-nums">
      {formatAgo(at, now, viewer.locale)}
    </time>
  );
}

/** The exact time by the viewer's clock; the site's zone behind it where that differs. */
export function At({ at, exact = false }: { at: string; exact?: boolean }) {
  const viewer = useViewer();
  const told = exact ? formatMoment : formatInstant;
  const site =
    viewer.siteZone === viewer.zone
      ? ''
      : ` · ${formatInstant(at, { ...viewer, zone: viewer.siteZone })} (${viewer.siteZone})`;
  return (
    <time dateTime={at} title={`${viewer.zone}${site}`} className="tabular-nums">
      {told(at, viewer)}
    </time>
  );
}
