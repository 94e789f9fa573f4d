import type { ReactNode } from 'react';

/** One sentence, and at most one button that helps. */
export function EmptyState({ children, action }: { children: ReactNode; action?: ReactNode }) {
  return (
    <div className="flex flex-col items-center gap-3 px-4 py-12 text-center text-sm text-fg-2">
      <p>{children}</p>
      {action}
    </div>
  );
}
