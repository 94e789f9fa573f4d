import type { ImportLook } from '@interlock/contract/import-runs.ts';
import type { IncidentMap } from '@interlock/contract/incident-map.ts';
import { t } from '@lingui/core/macro';
import { TextInput } from '../../ui/fields/input.tsx';
import { Select } from '../../ui/fields/select.tsx';
import { Card } from '../../ui/layout/card.tsx';

/** Stands for a cell in a template; in a text of ours it would stand for something to fill in. */
const BRACES = '{}';

type Fields = IncidentMap['fields'];
type Props = {
  look: ImportLook;
  map: IncidentMap;
  missing: readonly string[];
  onChange: (map: IncidentMap) => void;
};

/** What each part of an incident is taken from. */
export function IncidentMapping({ look, map, missing, onChange }: Props) {
  const { fields } = map;
  const columns = look.columns.filter(({ name }) => name !== '');
  const options = columns.map(({ name }) => ({ value: name, label: name }));
  const put = (part: Partial<Fields>) => onChange({ ...map, fields: withPart(fields, part) });
  const titles = [fields.title].flat().flatMap(({ column }) => column ?? []);
  const opened = columns.find(({ name }) => name === fields.openedAt?.column);
  const formats = [...new Set([...(fields.openedAt ? [fields.openedAt.format] : []), ...(opened?.formats ?? [])])];
  const lacks = (field: string) =>
    missing.includes(field) ? t`No column is called so. Choose the one that holds it.` : undefined;
  return (
    <Card title={t`What the columns mean`}>
      <div className="grid gap-x-5 gap-y-3 sm:grid-cols-2">
        <Select
          label={t`Number`}
          value={fields.number.column ?? ''}
          options={options}
          error={lacks('number')}
          onChange={(column) => column && put({ number: { column } })}
        />
        <Select
          label={t`Title`}
          value={titles.length === 1 ? (titles[0] ?? '') : ''}
          empty={titles.length > 1 ? t`Put together from ${titles.join(', ')}` : t`Choose a column`}
          options={options}
          error={lacks('title')}
          onChange={(column) => column && put({ title: { column } })}
        />
        <Select
          label={t`Opened`}
          value={fields.openedAt?.column ?? ''}
          empty={t`Left out`}
          options={options}
          onChange={(column) => {
            const format = columns.find(({ name }) => name === column)?.formats[0] ?? 'yyyy-MM-dd';
            put({ openedAt: column === '' ? undefined : { column, format } });
          }}
        />
        {fields.openedAt && (
          <Select
            label={t`Written as`}
            value={fields.openedAt.format}
            options={formats.map((format) => ({ value: format, label: format }))}
            onChange={(format) =>
              format && fields.openedAt && put({ openedAt: { column: fields.openedAt.column, format } })
            }
          />
        )}
        <Select
          label={t`Change that caused it`}
          value={fields.causedBy?.column ?? ''}
          empty={t`Left out`}
          options={options}
          onChange={(column) => put({ causedBy: column === '' ? undefined : { column } })}
        />
        <Select
          label={t`Change that fixed it`}
          value={fields.fixedBy?.column ?? ''}
          empty={t`Left out`}
          options={options}
          onChange={(column) => put({ fixedBy: column === '' ? undefined : { column } })}
        />
        <TextInput
          label={t`System whose changes are named`}
          hint={t`As it is called where its changes were imported.`}
          value={map.changesOf ?? map.source}
          onChange={(changesOf) => onChange({ ...map, changesOf })}
        />
        <TextInput
          label={t`Address of an incident`}
          hint={t`With ${BRACES} for its number, such as https://desk.example.org/${BRACES}. May be empty.`}
          value={fields.url?.template ?? ''}
          onChange={(template) => {
            const column = fields.number.column ?? '';
            put({ url: template.includes(BRACES) ? { column, template } : undefined });
          }}
        />
      </div>
      <p className="mt-4 text-xs text-fg-3">
        {t`Several rows with one number are one incident: the last that says something counts. Links are suggestions until somebody confirms them.`}
      </p>
    </Card>
  );
}

/** What is left out has no place in the map. */
function withPart(fields: Fields, part: { [K in keyof Fields]?: Fields[K] | undefined }): Fields {
  const all = Object.entries({ ...fields, ...part }).filter(([, given]) => given !== undefined);
  // `as`: nothing but what is left out has gone.
  return Object.fromEntries(all) as Fields;
}
