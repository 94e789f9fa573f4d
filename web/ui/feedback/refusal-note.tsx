import { CircleAlert } from 'lucide-react';
import { type ReactNode, useEffect, useRef } from 'react';
import type { Refusal } from '../../lib/calls/refusal.ts';
import { wordsOf } from '../../lib/calls/refusal-words.ts';
import { useParticulars } from './where-to-look.ts';

type Props = {
  refusal: Refusal | undefined;
  /** It comes while somebody types on, and leaves the page where it is. */
  still?: boolean;
  children?: ReactNode;
};

/**
 * A refused act, said at the place where it was tried: what, the server's particulars, and what to do now. Where that place is
 * out of sight when the answer comes, it is brought into sight.
 */
export function RefusalNote({ refusal, still = false, children }: Props) {
  const note = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (refusal && !still) note.current?.scrollIntoView({ block: 'nearest', behavior: 'instant' });
  }, [refusal, still]);
  const detail = useParticulars(note, refusal);
  if (!refusal) return null;
  const { title, next } = wordsOf(refusal);
  return (
    <div
      ref={note}
      role="alert"
      className="flex scroll-mt-16 scroll-mb-4 gap-2.5 rounded-md bg-crit-bg px-3 py-2.5 text-sm"
    >
      <CircleAlert size={16} className="mt-0.5 shrink-0 text-crit" aria-hidden="true" />
      <div className="min-w-0">
        <p className="font-medium text-crit">{title}</p>
        {detail && detail !== title && !refusal.guards.length && <p className="text-fg">{detail}</p>}
        <p className="text-fg-2">{next}</p>
        {children}
      </div>
    </div>
  );
}
