import type { SelectHTMLAttributes } from 'react';
import { cx } from '../../lib/browser/cx.ts';
import { controlLook, Field } from './field.tsx';

export type Option<V extends string> = { value: V; label: string };

type Props<V extends string> = Omit<SelectHTMLAttributes<HTMLSelectElement>, 'onChange' | 'value'> & {
  label: string;
  hint?: string;
  error?: string | undefined;
  value: V | '';
  /** What an empty choice is called; without it one of the options is always chosen. */
  empty?: string;
  options: readonly Option<V>[];
  onChange: (value: V | '') => void;
};

/** The platform's own list: it opens under a thumb and reads itself out everywhere. */
export function Select<V extends string>(props: Props<V>) {
  const { label, hint, error, required, className, empty, options, onChange, ...rest } = props;
  return (
    <Field label={label} hint={hint} error={error} required={required ?? false} className={className ?? ''}>
      {(control) => (
        <select
          {...rest}
          {...control}
          className={cx(controlLook)}
          onChange={(event) => onChange(options.find((option) => option.value === event.target.value)?.value ?? '')}
        >
          {empty !== undefined && <option value="">{empty}</option>}
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}
