import type { ReactNode } from 'react';
import { cx } from '../../lib/browser/cx.ts';

type Props = {
  title?: string;
  aside?: ReactNode;
  flush?: boolean;
  /** Without a box, for a column of small parts. */
  flat?: boolean;
  children: ReactNode;
};

export function Card({ title, aside, flush = false, flat = false, children }: Props) {
  return (
    <section
      className={
        flat ? 'border-b border-line pb-4 last:border-b-0' : 'rounded-lg border border-line bg-surface shadow-card'
      }
    >
      {title && (
        <div
          className={cx(
            'flex flex-wrap items-center justify-between gap-2',
            flat ? 'mb-1.5 min-h-8' : 'min-h-11 border-b border-line px-4 py-1.5',
          )}
        >
          <h2 className="text-sm font-semibold">{title}</h2>
          {aside}
        </div>
      )}
      <div className={cx(!flush && !flat && 'p-4')}>{children}</div>
    </section>
  );
}
