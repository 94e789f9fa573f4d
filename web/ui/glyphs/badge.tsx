import type { ReactNode } from 'react';
import { cx } from '../../lib/browser/cx.ts';

export type Tone = 'grey' | 'accent' | 'low' | 'med' | 'high' | 'crit';

const tones: Record<Tone, string> = {
  grey: 'bg-hover text-fg-2',
  accent: 'bg-accent-bg text-accent',
  low: 'bg-low-bg text-low',
  med: 'bg-med-bg text-med',
  high: 'bg-high-bg text-high',
  crit: 'bg-crit-bg text-crit',
};

export function Badge({ tone = 'grey', children }: { tone?: Tone; children: ReactNode }) {
  return (
    <span
      className={cx(
        'inline-flex items-center align-middle gap-1.5 rounded-sm px-2 py-0.5 text-xs font-medium whitespace-nowrap',
        tones[tone],
      )}
    >
      {children}
    </span>
  );
}
