import type { ImportLook } from '@interlock/contract/import-runs.ts';
import type { ChangeMap, DateField } from '@interlock/contract/imports.ts';
import { t } from '@lingui/core/macro';
import { TextInput } from '../../ui/fields/input.tsx';
import { Select } from '../../ui/fields/select.tsx';
import { withDate } from './map-edit.ts';
import { mapFieldWord } from './words.ts';

type Props = {
  field: DateField;
  map: ChangeMap;
  columns: ImportLook['columns'];
  onChange: (map: ChangeMap) => void;
};

/** A column of dates and how they are written. Where day first and month first both fit, somebody has to say it. */
export function DateRow({ field, map, columns, onChange }: Props) {
  const given = map.fields[field];
  const column = columns.find(({ name }) => name === given?.column);
  const fitting = column?.formats ?? [];
  const either = fitting.some((format) => format.startsWith('d')) && fitting.some((format) => format.startsWith('M'));
  const name = mapFieldWord(field);
  const formats = given && !fitting.includes(given.format) ? [given.format, ...fitting] : fitting;
  const pick = (next: string) => {
    const format = columns.find((one) => one.name === next)?.formats[0];
    onChange(withDate(map, field, next, format ?? ''));
  };
  return (
    <div className="grid gap-x-5 gap-y-2 sm:grid-cols-2">
      <Select
        label={name}
        value={given?.column ?? ''}
        empty={t`Left out`}
        options={columns.map((one) => ({ value: one.name, label: one.name }))}
        onChange={pick}
      />
      {given && fitting.length > 0 && (
        <Select
          label={t`Written as (${name})`}
          value={given.format}
          options={formats.map((format) => ({ value: format, label: format }))}
          hint={either ? t`Day first and month first both fit: look which is right.` : ''}
          onChange={(format) => format && onChange(withDate(map, field, given.column, format))}
        />
      )}
      {given && fitting.length === 0 && (
        <TextInput
          label={t`Written as (${name})`}
          value={given.format}
          hint={t`No known format fits. Say the right one, such as yyyy-MM-dd HH:mm; rows that do not fit it are refused.`}
          onChange={(format) => onChange(withDate(map, field, given.column, format))}
        />
      )}
    </div>
  );
}
