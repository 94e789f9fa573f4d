import type { ReactNode } from 'react';
import { Logo } from '../glyphs/logo.tsx';
import { useTitle } from './page.tsx';

/** The pages before one is signed in: one card, one thing to do. */
export function Centered({ title, intro, children }: { title: string; intro?: ReactNode; children: ReactNode }) {
  useTitle(title);
  return (
    <main className="flex min-h-full items-start justify-center px-4 py-[8vh]">
      <div className="w-full max-w-md">
        <div className="mb-5 flex items-center gap-2.5">
          <Logo />
          <span className="text-base font-semibold">Interlock</span>
        </div>
        <div className="rounded-xl border border-line bg-surface p-6 shadow-card">
          <h1 className="text-xl font-semibold">{title}</h1>
          {intro && <p className="mt-1 text-sm text-fg-2">{intro}</p>}
          <div className="mt-5">{children}</div>
        </div>
      </div>
    </main>
  );
}
