import { type ReactNode, useId, useState } from 'react';
import { cx } from '../../lib/browser/cx.ts';
import { refusalsHeard } from '../../lib/calls/refusals-heard.ts';

/** What a control must carry so that its label, hint and error belong to it. */
export type FieldControl = { id: string; 'aria-describedby'?: string; 'aria-invalid'?: true; 'aria-required'?: true };

type Props = {
  label: ReactNode;
  hint?: ReactNode;
  error?: string | undefined;
  required?: boolean;
  className?: string;
  children: (control: FieldControl) => ReactNode;
};

export const controlLook =
  'w-full min-h-8 rounded-md border border-control bg-surface px-2.5 py-1 text-sm text-fg aria-invalid:border-crit';

/** An error goes once somebody writes on the field, until an act is refused again. */
export function Field({ label, hint, error: told, required = false, className, children }: Props) {
  const id = useId();
  const [mended, setMended] = useState<number>();
  if (!told && mended !== undefined) setMended(undefined);
  const error = mended === refusalsHeard() ? undefined : told;
  const described = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ');
  return (
    <div
      className={cx('flex flex-col gap-1', className)}
      onInput={({ target }) => {
        if (told && 'value' in target && String(target.value).trim() !== '') setMended(refusalsHeard());
      }}
    >
      <label htmlFor={id} className="text-sm font-medium">
        {label}
      </label>
      {children({
        id,
        ...(described && { 'aria-describedby': described }),
        ...(error && { 'aria-invalid': true }),
        ...(required && { 'aria-required': true }),
      })}
      {hint && (
        <div id={`${id}-hint`} className="text-xs text-fg-3">
          {hint}
        </div>
      )}
      {error && (
        <div id={`${id}-error`} className="text-xs text-crit">
          {error}
        </div>
      )}
    </div>
  );
}
