import type { InputHTMLAttributes } from 'react';
import { cx } from '../../lib/browser/cx.ts';
import { controlLook, Field } from './field.tsx';

type Props = Omit<InputHTMLAttributes<HTMLInputElement>, 'onChange' | 'value'> & {
  label: string;
  hint?: string;
  error?: string | undefined;
  value: string;
  onChange: (value: string) => void;
};

export function TextInput({ label, hint, error, required, className, onChange, ...rest }: Props) {
  return (
    <Field label={label} hint={hint} error={error} required={required ?? false} className={className ?? ''}>
      {(control) => (
        <input {...rest} {...control} className={cx(controlLook)} onChange={(event) => onChange(event.target.value)} />
      )}
    </Field>
  );
}
