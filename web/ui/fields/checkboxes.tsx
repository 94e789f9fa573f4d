import { useId } from 'react';
import { Checkbox } from './checkbox.tsx';
import type { Option } from './select.tsx';

type Props<V extends string> = {
  label: string;
  hint?: string;
  error?: string | undefined;
  chosen: readonly V[];
  options: readonly Option<V>[];
  onChange: (chosen: V[]) => void;
};

/** Several out of a few. */
export function Checkboxes<V extends string>({ label, hint, error, chosen, options, onChange }: Props<V>) {
  const id = useId();
  const toggle = (value: V) =>
    onChange(chosen.includes(value) ? chosen.filter((one) => one !== value) : [...chosen, value]);
  return (
    <fieldset aria-describedby={hint || error ? id : undefined}>
      <legend className="mb-1.5 text-sm font-medium">{label}</legend>
      <div className="grid gap-x-4 gap-y-1.5 sm:grid-cols-2">
        {options.map((option) => (
          <Checkbox
            key={option.value}
            label={option.label}
            checked={chosen.includes(option.value)}
            onChange={() => toggle(option.value)}
          />
        ))}
      </div>
      <div id={id} className="mt-1 text-xs">
        {hint && <div className="text-fg-3">{hint}</div>}
        {error && <div className="text-crit">{error}</div>}
      </div>
    </fieldset>
  );
}
