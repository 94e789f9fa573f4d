import type { ChangeDetail } from '@interlock/contract/changes.ts';
import { t } from '@lingui/core/macro';
import { TextInput } from '../../ui/fields/input.tsx';
import { Select } from '../../ui/fields/select.tsx';
import { priorityWord } from '../changes/index.ts';

type Override = ChangeDetail['priorityOverride'];
const numbers = ['1', '2', '3', '4'] as const;

/** Priority follows from impact and urgency; setting another takes a reason. */
export function PriorityInput({
  value,
  error,
  onChange,
}: {
  value: Override;
  error: string | undefined;
  onChange: (value: Override) => void;
}) {
  return (
    <div className="grid gap-3 sm:grid-cols-[200px_1fr]">
      <Select
        label={t`Priority`}
        empty={t`From impact and urgency`}
        value={value ? (numbers[value.priority - 1] ?? '') : ''}
        options={numbers.map((number) => ({ value: number, label: `${number} ${priorityWord(Number(number))}` }))}
        onChange={(next) => onChange(next ? { priority: Number(next), reason: value?.reason ?? '' } : null)}
      />
      {value && (
        <TextInput
          label={t`Why another priority?`}
          required
          error={error}
          value={value.reason}
          onChange={(reason) => onChange({ ...value, reason })}
        />
      )}
    </div>
  );
}
