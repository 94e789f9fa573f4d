import type { TextareaHTMLAttributes } from 'react';
import { cx } from '../../lib/browser/cx.ts';
import { controlLook, Field } from './field.tsx';

type Props = Omit<TextareaHTMLAttributes<HTMLTextAreaElement>, 'onChange' | 'value'> & {
  label: string;
  hint?: string;
  error?: string | undefined;
  value: string;
  onChange: (value: string) => void;
};

export function Textarea({ label, hint, error, required, className, onChange, rows = 3, ...rest }: Props) {
  return (
    <Field label={label} hint={hint} error={error} required={required ?? false} className={className ?? ''}>
      {(control) => (
        <textarea
          {...rest}
          {...control}
          rows={rows}
          className={cx(controlLook, 'field-sizing-content max-h-96 min-h-16 py-1.5')}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  );
}
