import { t } from '@lingui/core/macro';
import type { ButtonHTMLAttributes, ReactNode, Ref } from 'react';
import { cx } from '../../lib/browser/cx.ts';
import { Kbd } from './kbd.tsx';

export type ButtonKind = 'primary' | 'plain' | 'selected' | 'quiet' | 'danger';

type Props = ButtonHTMLAttributes<HTMLButtonElement> & {
  kind?: ButtonKind;
  /** While it runs, the button keeps its place and says so to screen readers. */
  busy?: boolean;
  /** The single letter that does the same. */
  letter?: string;
  ref?: Ref<HTMLButtonElement>;
  children: ReactNode;
};

const looks: Record<ButtonKind, string> = {
  primary: 'bg-solid text-solid-fg border-solid hover:opacity-90 aria-disabled:opacity-100',
  plain: 'bg-surface text-fg border-line-2 shadow-card hover:bg-hover',
  selected: 'bg-accent-bg text-accent border-accent',
  quiet: 'text-fg-2 border-transparent hover:bg-hover hover:text-fg',
  danger: 'bg-surface text-crit border-crit hover:bg-crit-bg',
};

export const buttonLook = (kind: ButtonKind): string =>
  cx(
    'inline-flex min-h-8 items-center justify-center gap-2 rounded-md border px-3 py-1 text-sm font-medium transition-colors duration-100',
    looks[kind],
  );

/** The button says what happens; it never goes grey without saying why. */
export function Button({ kind = 'plain', busy = false, letter, children, className, type, ...rest }: Props) {
  return (
    <button
      {...rest}
      type={type ?? 'button'}
      aria-busy={busy}
      className={cx(buttonLook(kind), busy && 'pulse', className)}
    >
      {children}
      {letter && <Kbd inverse={kind === 'primary'}>{letter}</Kbd>}
    </button>
  );
}

type Pages = { hasNextPage: boolean; isFetchingNextPage: boolean; fetchNextPage: () => Promise<unknown> };

/** Brings the next page of a list, while there is one. `className` says how it stands below the list. */
export function ShowMore({ list, className }: { list: Pages; className?: string }) {
  if (!list.hasNextPage) return null;
  return (
    <div className={className}>
      <Button busy={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>{t`Show more`}</Button>
    </div>
  );
}
