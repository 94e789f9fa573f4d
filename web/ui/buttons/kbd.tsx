import type { ReactNode } from 'react';
import { cx } from '../../lib/browser/cx.ts';

export function Kbd({ children, inverse = false }: { children: ReactNode; inverse?: boolean }) {
  return (
    <span
      aria-hidden="true"
      className={cx(
        'hidden shrink-0 whitespace-nowrap rounded-sm border px-1.5 font-sans text-2xs font-medium sm:inline-block',
        inverse ? 'border-current text-solid-fg' : 'border-line-2 bg-surface text-fg-3',
      )}
    >
      {children}
    </span>
  );
}
