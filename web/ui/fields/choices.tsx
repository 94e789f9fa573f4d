import { Button } from '../buttons/button.tsx';
import type { Option } from './select.tsx';

type Props<V extends string> = {
  label: string;
  value: V;
  options: readonly Option<V>[];
  onChange: (value: V) => void;
};

/** A few choices side by side, one of which holds. */
export function Choices<V extends string>({ label, value, options, onChange }: Props<V>) {
  return (
    <fieldset aria-label={label} className="flex flex-wrap gap-2">
      {options.map((option) => (
        <Button
          key={option.value}
          kind={option.value === value ? 'selected' : 'plain'}
          aria-pressed={option.value === value}
          onClick={() => onChange(option.value)}
        >
          {option.label}
        </Button>
      ))}
    </fieldset>
  );
}
