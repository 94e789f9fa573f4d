import { cx } from '../../lib/browser/cx.ts';

type Level = 1 | 2 | 3 | 4;

const inks: Record<Level, string> = { 1: 'text-crit', 2: 'text-high', 3: 'text-med', 4: 'text-low' };
const lines: Record<Level, string> = {
  1: 'M2.5 7 7 2.5 11.5 7M2.5 12 7 7.5 11.5 12',
  2: 'M2.5 9.25 7 4.75 11.5 9.25',
  3: 'M2.5 5H11.5M2.5 9H11.5',
  4: 'M2.5 4.75 7 9.25 11.5 4.75',
};

/** Two arrows up, one up, level, or down: another shape than the bars of risk, which stand beside it. The word follows. */
export function PriorityGlyph({ level }: { level: Level }) {
  return (
    <svg width="14" height="14" viewBox="0 0 14 14" aria-hidden="true" className={cx('shrink-0', inks[level])}>
      <path
        d={lines[level]}
        fill="none"
        stroke="currentColor"
        strokeWidth="2"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  );
}
