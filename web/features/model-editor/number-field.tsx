import { t } from '@lingui/core/macro';
import { useState } from 'react';
import { TextInput } from '../../ui/fields/input.tsx';

type Props = {
  label: string;
  hint?: string;
  value: number;
  least: number;
  most: number;
  onChange: (value: number) => void;
};

/** A whole number. What is typed stands as it is; it is taken once it is a number within the bounds. */
export function NumberField({ label, hint, value, least, most, onChange }: Props) {
  const [typed, setTyped] = useState(String(value));
  const read = /^\d{1,6}$/.test(typed.trim()) ? Number(typed) : undefined;
  const isRight = (one: number | undefined): one is number => one !== undefined && one >= least && one <= most;
  const shown = isRight(read) && read !== value ? String(value) : typed;
  return (
    <TextInput
      label={label}
      {...(hint && { hint })}
      inputMode="numeric"
      value={shown}
      error={isRight(read) ? undefined : t`A whole number from ${least} to ${most}.`}
      onChange={(next) => {
        setTyped(next);
        const number = /^\d{1,6}$/.test(next.trim()) ? Number(next) : undefined;
        if (isRight(number)) onChange(number);
      }}
    />
  );
}
