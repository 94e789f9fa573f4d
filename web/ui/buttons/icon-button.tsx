import type { ButtonHTMLAttributes, ReactNode } from 'react';
import { cx } from '../../lib/browser/cx.ts';

type Props = Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'aria-label'> & { label: string; children?: ReactNode };

/** A button that is only a picture always has a name, shown on hover too. */
export function IconButton({ label, children, className, type, ...rest }: Props) {
  return (
    <button
      {...rest}
      type={type ?? 'button'}
      aria-label={label}
      title={label}
      className={cx(
        'inline-flex size-7 shrink-0 items-center justify-center rounded-md text-fg-2 transition-colors duration-100 hover:bg-hover hover:text-fg',
        className,
      )}
    >
      {children}
    </button>
  );
}
