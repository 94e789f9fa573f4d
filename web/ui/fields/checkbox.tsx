import type { ReactNode } from 'react';

type Props = { label: ReactNode; hint?: string; checked: boolean; onChange: (checked: boolean) => void };

export function Checkbox({ label, hint, checked, onChange }: Props) {
  return (
    <label className="flex min-h-6 items-start gap-2 text-sm">
      <input
        type="checkbox"
        checked={checked}
        onChange={(event) => onChange(event.target.checked)}
        className="mt-0.5 size-4 shrink-0 accent-accent"
      />
      <span>
        {label}
        {hint && <span className="block text-xs text-fg-3">{hint}</span>}
      </span>
    </label>
  );
}
