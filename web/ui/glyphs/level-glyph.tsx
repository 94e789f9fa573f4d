import { cx } from '../../lib/browser/cx.ts';

export type Bars = 1 | 2 | 3 | 4;

const inks: Record<Bars, string> = { 1: 'text-low', 2: 'text-med', 3: 'text-high', 4: 'text-crit' };

/** Four bars, as many filled as it is grave; the word always stands beside it. */
export function LevelGlyph({ bars }: { bars: Bars }) {
  return (
    <svg width="14" height="14" viewBox="0 0 14 14" aria-hidden="true" className={cx('shrink-0', inks[bars])}>
      {([1, 2, 3, 4] as const).map((bar) => (
        <rect
          key={bar}
          x={(bar - 1) * 3.5}
          y={14 - bar * 3}
          width="2.5"
          height={bar * 3}
          rx="0.75"
          fill="currentColor"
          opacity={bar <= bars ? 1 : 0.28}
        />
      ))}
    </svg>
  );
}
