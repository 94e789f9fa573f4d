type Props = { label: string; share: number; note?: string };

/** How far something is that runs for a while. */
export function Progress({ label, share, note }: Props) {
  const percent = Math.round(share * 100);
  return (
    <div className="flex w-full max-w-md flex-col gap-1.5 text-left">
      <div className="flex justify-between gap-3 text-sm">
        <span>{label}</span>
        <span className="text-fg-2 tabular-nums">{note ?? `${percent} %`}</span>
      </div>
      <progress
        aria-label={label}
        max={100}
        value={percent}
        className="h-1.5 w-full appearance-none overflow-hidden rounded-full bg-hover [&::-moz-progress-bar]:bg-accent [&::-webkit-progress-bar]:bg-hover [&::-webkit-progress-value]:bg-accent [&::-webkit-progress-value]:transition-all"
      />
    </div>
  );
}
