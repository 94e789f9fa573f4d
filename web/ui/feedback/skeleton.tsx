import { t } from '@lingui/core/macro';

/** Where lines will stand; shown only when the answer takes longer than a blink. */
export function Skeleton({ rows = 6 }: { rows?: number }) {
  return (
    <div role="status" className="appear flex flex-col gap-3 p-4">
      <span className="sr-only">{t`Loading…`}</span>
      {Array.from({ length: rows }, (_, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the bars are all alike and never move
        <div key={row} className="h-4 rounded-sm bg-hover" style={{ width: `${92 - ((row * 17) % 45)}%` }} />
      ))}
    </div>
  );
}
