import type { ReactNode } from 'react';
import { cx } from '../lib/cx.ts';

type Props = { title?: string; aside?: ReactNode; flush?: boolean; children: ReactNode };

export function Card({ title, aside, flush = false, children }: Props) {
  return (
    <section className="rounded-lg border border-line bg-surface shadow-card">
      {title && (
        <div className="flex min-h-11 flex-wrap items-center justify-between gap-2 border-b border-line px-4 py-1.5">
          <h2 className="text-sm font-semibold">{title}</h2>
          {aside}
        </div>
      )}
      <div className={cx(!flush && 'p-4')}>{children}</div>
    </section>
  );
}
