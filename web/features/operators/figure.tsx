import type { ReactNode } from 'react';
import { cx } from '../../lib/browser/cx.ts';

type Props = { label: string; tone?: 'plain' | 'crit' | undefined; note?: ReactNode; children: ReactNode };

/** One number or word with what it is about. */
export function Figure({ label, tone = 'plain', note, children }: Props) {
  return (
    <div className="min-w-0">
      <dt className="text-xs text-fg-3">{label}</dt>
      <dd className={cx('truncate text-lg font-semibold tabular-nums', tone === 'crit' && 'text-crit')}>{children}</dd>
      {note && <dd className="text-xs text-fg-2">{note}</dd>}
    </div>
  );
}

export const Figures = ({ children }: { children: ReactNode }) => (
  <dl className="grid grid-cols-2 gap-x-6 gap-y-4 sm:grid-cols-4">{children}</dl>
);
