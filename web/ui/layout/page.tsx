import { type ReactNode, useEffect } from 'react';
import { cx } from '../../lib/browser/cx.ts';

type Props = { title: string; actions?: ReactNode; intro?: ReactNode; fill?: boolean; children: ReactNode };

/** A screen: its one heading, what can be done, and its content. `fill` gives a list the rest of the height. */
export function Page({ title, actions, intro, fill = false, children }: Props) {
  useTitle(title);
  return (
    <div className={cx('px-4 py-5 sm:px-5 xl:px-8', fill ? 'flex min-h-0 grow flex-col' : 'mx-auto w-full max-w-5xl')}>
      <div className="mb-4 flex flex-wrap items-start justify-between gap-3">
        <div>
          <h1 className="text-xl font-semibold">{title}</h1>
          {intro && <p className="mt-0.5 max-w-[70ch] text-sm text-fg-2">{intro}</p>}
        </div>
        {actions && <div className="flex flex-wrap gap-2">{actions}</div>}
      </div>
      {children}
    </div>
  );
}

export function useTitle(title: string): void {
  useEffect(() => {
    document.title = `${title} · Interlock`;
  }, [title]);
}
