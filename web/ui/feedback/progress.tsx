import { cx } from '../../lib/browser/cx.ts';

type Props = { label: string; share: number; note?: string };

/** How far something is that runs for a while. Where that is not known, before and behind what is counted, it says by moving that it goes on. */
export function Progress({ label, share, note }: Props) {
  const percent = Math.round(share * 100);
  const isKnown = share > 0 && share < 1;
  return (
    <div className="flex w-full max-w-md flex-col gap-1.5 text-left">
      <div className="flex justify-between gap-3 text-sm">
        <span>{label}</span>
        <span className="text-fg-2 tabular-nums">{note ?? `${percent} %`}</span>
      </div>
      <progress
        aria-label={label}
        max={100}
        {...(isKnown && { value: percent })}
        className={cx(
          'h-1.5 w-full appearance-none overflow-hidden rounded-full',
          isKnown
            ? 'bg-hover [&::-moz-progress-bar]:bg-accent [&::-webkit-progress-bar]:bg-hover [&::-webkit-progress-value]:bg-accent [&::-webkit-progress-value]:transition-all'
            : 'onward [&::-moz-progress-bar]:bg-transparent [&::-webkit-progress-bar]:bg-transparent',
        )}
      />
    </div>
  );
}
