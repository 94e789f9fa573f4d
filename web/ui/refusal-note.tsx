import { CircleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Refusal } from '../lib/refusal.ts';
import { wordsOf } from '../lib/refusal-words.ts';

/** A refused act, said at the place where it was tried: what, the server's particulars, and what to do now. */
export function RefusalNote({ refusal, children }: { refusal: Refusal | undefined; children?: ReactNode }) {
  if (!refusal) return null;
  const { title, next } = wordsOf(refusal);
  return (
    <div role="alert" className="flex gap-2.5 rounded-md bg-crit-bg px-3 py-2.5 text-sm">
      <CircleAlert size={16} className="mt-0.5 shrink-0 text-crit" aria-hidden="true" />
      <div className="min-w-0">
        <p className="font-medium text-crit">{title}</p>
        {refusal.detail && refusal.detail !== title && !refusal.guards.length && (
          <p className="text-fg">{refusal.detail}</p>
        )}
        <p className="text-fg-2">{next}</p>
        {children}
      </div>
    </div>
  );
}
