import type { ImportLook } from '@interlock/contract/import-runs.ts';
import { type ChangeMap, keyOfCell } from '@interlock/contract/imports.ts';
import { t } from '@lingui/core/macro';
import { Select } from '../../ui/fields/select.tsx';
import {
  keyOfMeaning,
  meaningOf,
  type ValueField,
  valuedOf,
  valueFields,
  withMeaning,
  withOtherwise,
  withoutSpellings,
  withValues,
} from './map-edit.ts';
import { mapFieldWord, meaningWord } from './words.ts';

type Props = {
  field: ValueField;
  map: ChangeMap;
  columns: ImportLook['columns'];
  onChange: (map: ChangeMap) => void;
};

/** A column of values and what each of them means. */
export function ValuesRow({ field, map, columns, onChange }: Props) {
  const valued = valuedOf(map, field);
  const column = columns.find(({ name }) => name === valued?.column);
  const name = mapFieldWord(field);
  const options = valueFields[field].map((value) => ({ value, label: meaningWord(field, value) }));
  const blank = new Set(map.blanks.map(keyOfCell));
  const seen = withoutSpellings(column?.values ?? []).filter(({ value }) => !blank.has(keyOfCell(value)));
  const rest = valued && 'filled' in valued ? keyOfMeaning(valued.filled) : undefined;
  return (
    <div className="flex flex-col gap-2">
      <Select
        label={name}
        className="sm:max-w-[calc(50%-0.625rem)]"
        value={valued?.column ?? ''}
        empty={field === 'state' ? t`Every row is a draft` : t`Left out`}
        options={columns.map((one) => ({ value: one.name, label: one.name }))}
        onChange={(next) => onChange(withValues(map, field, next))}
      />
      {valued?.column !== undefined && (
        <ul className="flex flex-col gap-1.5 border-l-2 border-line pl-3">
          {rest !== undefined && (
            <li className="text-xs text-fg-2">{t`Whatever stands in it means: ${meaningWord(field, rest)}`}</li>
          )}
          {rest === undefined &&
            seen.map(({ value, count }) => {
              const meaning = meaningOf(valued, value);
              return (
                <li key={value}>
                  <Meaning
                    label={t`${value} means for ${name}`}
                    cell={value}
                    note={String(count)}
                    value={meaning === undefined ? '' : keyOfMeaning(meaning)}
                    empty={t`Not listed`}
                    options={options}
                    onChange={(key) => onChange(withMeaning(map, field, value, key))}
                  />
                </li>
              );
            })}
          {rest === undefined && column?.values === null && (
            <li className="text-xs text-fg-2">{t`This column has too many values to list.`}</li>
          )}
          {rest === undefined && (
            <li>
              <Meaning
                label={t`Anything else means for ${name}`}
                cell={t`Anything else`}
                note=""
                value={valued.otherwise === undefined ? '' : keyOfMeaning(valued.otherwise)}
                empty={t`Refuse the row`}
                options={options}
                onChange={(key) => onChange(withOtherwise(map, field, key))}
              />
            </li>
          )}
        </ul>
      )}
    </div>
  );
}

type MeaningProps = {
  label: string;
  cell: string;
  note: string;
  value: string;
  empty: string;
  options: readonly { value: string; label: string }[];
  onChange: (key: string) => void;
};

function Meaning({ label, cell, note, value, empty, options, onChange }: MeaningProps) {
  return (
    <div className="grid grid-cols-[minmax(0,1fr)_minmax(0,1.2fr)] items-center gap-2 text-sm sm:max-w-xl">
      <span className="flex min-w-0 items-baseline gap-2">
        <span className="truncate">{cell}</span>
        <span className="text-2xs text-fg-3 tabular-nums">{note}</span>
      </span>
      <select
        aria-label={label}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        className="min-h-8 w-full rounded-md border border-control bg-surface px-2 py-1 text-sm"
      >
        <option value="">{empty}</option>
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </div>
  );
}
