import type { ReactNode } from 'react';
import { cx } from '../../lib/browser/cx.ts';

export type Tone = 'plain' | 'good' | 'fair' | 'bad' | 'none' | 'accent';

const inks: Record<Tone, string> = {
  plain: 'bg-[var(--control)]',
  good: 'bg-low',
  fair: 'bg-med',
  bad: 'bg-crit',
  none: 'bg-line-2',
  accent: 'bg-accent',
};

type Column = {
  key: string;
  /** What stands under it. */
  label: string;
  /** From the bottom up. */
  parts: readonly { tone: Tone; value: number }[];
  quiet?: boolean;
  strong?: boolean;
};

type Props<C extends Column> = {
  label: string;
  columns: readonly C[];
  height?: number;
  /** Puts what is drawn of a column into the link that opens its rows, and names it. */
  open: (column: C, drawn: ReactNode) => ReactNode;
};

const sumOf = ({ parts }: Column): number => parts.reduce((sum, { value }) => sum + value, 0);

/** A chart of columns side by side, each of which opens its rows. Its numbers stand beside it as words or as a table. */
export function Columns<C extends Column>({ label, columns, height = 96, open }: Props<C>) {
  const most = Math.max(1, ...columns.map(sumOf));
  return (
    <ol aria-label={label} className="flex items-start gap-1 sm:gap-1.5">
      {columns.map((column) => (
        <li key={column.key} className="min-w-0 grow basis-0">
          {open(
            column,
            <>
              <span className="flex flex-col-reverse gap-px" style={{ height }} aria-hidden="true">
                {column.parts.map(({ tone, value }) => (
                  <Part key={tone} tone={tone} share={value / most} quiet={column.quiet ?? false} />
                ))}
                {sumOf(column) === 0 && <span className="h-px bg-line-2" />}
              </span>
              <span
                aria-hidden="true"
                className={cx(
                  'block overflow-hidden text-center text-2xs max-sm:leading-3',
                  column.strong ? 'font-semibold' : 'text-fg-2',
                )}
              >
                {column.label}
              </span>
            </>,
          )}
        </li>
      ))}
    </ol>
  );
}

function Part({ tone, share, quiet }: { tone: Tone; share: number; quiet: boolean }) {
  if (share === 0) return null;
  return (
    <span
      className={cx('block rounded-[2px]', inks[tone], quiet && 'opacity-50')}
      style={{ height: `${Math.max(share * 100, 2)}%` }}
    />
  );
}
