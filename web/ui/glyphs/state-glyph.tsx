import type { StateKind } from '@interlock/contract/models.ts';
import { t } from '@lingui/core/macro';
import { Ban, Check, Clock, Eye, Wrench } from 'lucide-react';
import { cx } from '../../lib/browser/cx.ts';

const inks: Record<StateKind, string> = {
  draft: 'text-draft',
  assess: 'text-assess',
  authorize: 'text-authorize',
  build: 'text-build',
  scheduled: 'text-scheduled',
  implement: 'text-implement',
  review: 'text-review',
  closed: 'text-closed',
  cancelled: 'text-cancelled',
};

const papers: Record<StateKind, string> = {
  draft: 'bg-draft-bg',
  assess: 'bg-assess-bg',
  authorize: 'bg-authorize-bg',
  build: 'bg-build-bg',
  scheduled: 'bg-scheduled-bg',
  implement: 'bg-implement-bg',
  review: 'bg-review-bg',
  closed: 'bg-closed-bg',
  cancelled: 'bg-cancelled-bg',
};

const pies: Partial<Record<StateKind, string>> = {
  assess: 'M7 7V2.5A4.5 4.5 0 0 1 11.5 7Z',
  authorize: 'M7 7V2.5A4.5 4.5 0 0 1 7 11.5Z',
  implement: 'M7 7V2.5A4.5 4.5 0 1 1 2.5 7Z',
};

const icons: Partial<Record<StateKind, typeof Check>> = {
  build: Wrench,
  scheduled: Clock,
  review: Eye,
  closed: Check,
  cancelled: Ban,
};

/** What is on hold shows the bars of a pause in place of its own shape, whatever the state. */
const BARS = 'M4.75 4.25H6V9.75H4.75ZM8 4.25H9.25V9.75H8Z';

/** A state by shape and colour, never by colour alone. */
export function StateGlyph({ kind, held = false }: { kind: StateKind; held?: boolean }) {
  const Icon = icons[kind];
  const shape = held ? BARS : pies[kind];
  if (Icon && !held)
    return <Icon size={14} strokeWidth={2.25} aria-hidden="true" className={cx('shrink-0', inks[kind])} />;
  return (
    <svg
      width="14"
      height="14"
      viewBox="0 0 14 14"
      aria-hidden="true"
      className={cx('shrink-0', inks[kind], kind === 'implement' && !held && 'pulse')}
    >
      <circle
        cx="7"
        cy="7"
        r="6"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.5"
        strokeDasharray={kind === 'draft' && !held ? '2.4 2.3' : undefined}
      />
      {shape && <path d={shape} fill="currentColor" />}
    </svg>
  );
}

export function StateBadge({ state, held = false }: { state: { kind: StateKind; name: string }; held?: boolean }) {
  return (
    <span
      className={cx(
        'inline-flex items-center align-middle gap-1.5 rounded-sm px-2 py-0.5 text-xs font-medium whitespace-nowrap',
        inks[state.kind],
        papers[state.kind],
      )}
    >
      <StateGlyph kind={state.kind} held={held} />
      {state.name}
      {held && <span className="font-normal">{t`on hold`}</span>}
    </span>
  );
}
