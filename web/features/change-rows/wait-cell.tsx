import type { Wait } from '@interlock/contract/wait.ts';
import { CircleArrowRight, CircleHelp, CirclePause, Hourglass, type LucideIcon } from 'lucide-react';

const icons: Record<Wait['kind'], LucideIcon> = {
  hold: CirclePause,
  answer: CircleHelp,
  ready: CircleArrowRight,
  blocked: Hourglass,
};

/** What a change waits for, as its page says; nothing while the answer is on its way. */
export function WaitCell({ wait }: { wait: Wait | null | undefined }) {
  if (!wait) return <span className="text-fg-3">{wait === null && '–'}</span>;
  const Icon = icons[wait.kind];
  return (
    <span className="flex min-w-0 items-center gap-1.5" title={wait.words}>
      <Icon size={14} className="shrink-0 text-fg-2" aria-hidden="true" />
      <span className="truncate">{wait.words}</span>
    </span>
  );
}
