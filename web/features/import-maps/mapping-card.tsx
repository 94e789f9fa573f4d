import type { ImportLook } from '@interlock/contract/import-runs.ts';
import { type ChangeMap, dateFields } from '@interlock/contract/imports.ts';
import { t } from '@lingui/core/macro';
import { useState } from 'react';
import { Button } from '../../ui/buttons/button.tsx';
import { Checkbox } from '../../ui/fields/checkbox.tsx';
import { Select } from '../../ui/fields/select.tsx';
import { Card } from '../../ui/layout/card.tsx';
import { DateRow } from './date-row.tsx';
import { columnsOf, type MapField, textFields, valueFieldNames, withColumn } from './map-edit.ts';
import { ValuesRow } from './values-row.tsx';
import { mapFieldWord } from './words.ts';

type Props = {
  look: ImportLook;
  map: ChangeMap;
  missing: readonly string[];
  onChange: (map: ChangeMap) => void;
};

const needed: readonly MapField[] = ['number', 'title', 'state'];

/** What each field of a change is taken from. What the file has nothing for stays out of sight until it is asked for. */
export function MappingCard({ look, map, missing, onChange }: Props) {
  const [every, setEvery] = useState(false);
  const shown = (field: MapField) => every || needed.includes(field) || map.fields[field] !== undefined;
  const columns = look.columns.filter(({ name }) => name !== '');
  return (
    <Card
      title={t`What the columns mean`}
      aside={
        <Button kind="quiet" aria-pressed={every} onClick={() => setEvery(!every)}>
          {every ? t`Fields in use` : t`All fields`}
        </Button>
      }
    >
      <div className="flex flex-col gap-5">
        <div className="grid gap-x-5 gap-y-3 sm:grid-cols-2">
          {textFields.filter(shown).map((field) => (
            <TextRow
              key={field}
              field={field}
              map={map}
              columns={columns}
              missing={missing.includes(field) && columnsOf(map, field)[0] === columns[0]?.name}
              onChange={onChange}
            />
          ))}
        </div>
        <Group title={t`Values`}>
          {valueFieldNames.filter(shown).map((field) => (
            <ValuesRow key={field} field={field} map={map} columns={columns} onChange={onChange} />
          ))}
        </Group>
        <Group title={t`Dates`}>
          {dateFields.filter(shown).map((field) => (
            <DateRow key={field} field={field} map={map} columns={columns} onChange={onChange} />
          ))}
        </Group>
        <Checkbox
          label={t`Several rows with one number are one change`}
          hint={t`The first row says all; what the rows say of systems affected is put together.`}
          checked={map.folded}
          onChange={(folded) => onChange({ ...map, folded })}
        />
      </div>
    </Card>
  );
}

function Group({ title, children }: { title: string; children: React.ReactNode }) {
  return (
    <section aria-label={title} className="flex flex-col gap-3 border-t border-line pt-4">
      <h3 className="text-sm font-semibold">{title}</h3>
      {children}
    </section>
  );
}

type RowProps = {
  field: MapField;
  map: ChangeMap;
  columns: ImportLook['columns'];
  missing: boolean;
  onChange: (map: ChangeMap) => void;
};

function TextRow({ field, map, columns, missing, onChange }: RowProps) {
  const from = columnsOf(map, field);
  const several = from.length > 1 ? t`Put together from ${from.join(', ')}` : undefined;
  return (
    <Select
      label={mapFieldWord(field)}
      value={from.length === 1 ? (from[0] ?? '') : ''}
      empty={several ?? (field === 'number' || field === 'title' ? t`Choose a column` : t`Left out`)}
      options={columns.map(({ name }) => ({ value: name, label: name }))}
      error={missing ? t`No column is called so. Choose the one that holds it.` : undefined}
      onChange={(column) => onChange(withColumn(map, field, column))}
    />
  );
}
