import { t } from '@lingui/core/macro';
import type { FieldErrors } from '../../lib/calls/use-field-errors.ts';
import { TextInput } from '../../ui/fields/input.tsx';
import { Select } from '../../ui/fields/select.tsx';
import { Textarea } from '../../ui/fields/textarea.tsx';

type Words = { subject: string; body: string };
type Props = { value: Words; errorAt: FieldErrors; onChange: (part: Partial<Words>) => void };

export function AnnouncedWords({ value, errorAt, onChange }: Props) {
  return (
    <>
      <TextInput
        label={t`Subject`}
        required
        value={value.subject}
        error={errorAt('subject')}
        onChange={(subject) => onChange({ subject })}
      />
      <Textarea
        label={t`Text`}
        required
        rows={8}
        value={value.body}
        error={errorAt('body')}
        onChange={(body) => onChange({ body })}
      />
    </>
  );
}

const usual = () => [
  { value: '15', label: t`15 minutes` },
  { value: '60', label: t`1 hour` },
  { value: '240', label: t`4 hours` },
  { value: '1440', label: t`1 day` },
  { value: '4320', label: t`3 days` },
  { value: '10080', label: t`1 week` },
];

type MinutesProps = { value: string; error: string | undefined; onChange: (minutes: string) => void };

/** How long before the start, among what people say; what a program wrote is offered too. */
export function MinutesInput({ value, error, onChange }: MinutesProps) {
  const options = usual();
  const isUsual = options.some((one) => one.value === value);
  return (
    <Select
      label={t`So long before it`}
      value={value}
      error={error}
      options={isUsual ? options : [...options, { value, label: t`${value} minutes` }]}
      onChange={(next) => next && onChange(next)}
    />
  );
}
