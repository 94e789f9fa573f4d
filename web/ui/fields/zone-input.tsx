import { t } from '@lingui/core/macro';
import { useId } from 'react';
import { controlLook, Field } from './field.tsx';

type Props = {
  label?: string;
  hint?: string;
  value: string;
  error?: string | undefined;
  onChange: (zone: string) => void;
};

/** An IANA zone by name, with the ones that the browser knows offered while typing. */
export function ZoneInput({ label, hint, value, error, onChange }: Props) {
  const list = useId();
  return (
    <Field label={label ?? t`Time zone`} hint={hint} error={error}>
      {(control) => (
        <>
          <input
            {...control}
            list={list}
            value={value}
            spellCheck={false}
            autoComplete="off"
            onChange={(event) => onChange(event.target.value)}
            className={controlLook}
          />
          <datalist id={list}>
            {['UTC', ...Intl.supportedValuesOf('timeZone')].map((zone) => (
              <option key={zone} value={zone} />
            ))}
          </datalist>
        </>
      )}
    </Field>
  );
}
