import { type ImportLook, type Profile, profiles } from '@interlock/contract/import-runs.ts';
import type { ChangeMap } from '@interlock/contract/imports.ts';
import { nothingWords } from './columns.rules.ts';
import { generic } from './generic.rules.ts';
import { hpsm } from './hpsm.rules.ts';
import { dateNames, type KnownSystem, textNames, valueNames } from './profile.rules.ts';
import { servicenow } from './servicenow.rules.ts';

type Column = ImportLook['columns'][number];
type Looked = Pick<ImportLook, 'encoding' | 'delimiter'> & { columns: readonly Column[] };
type Given = { profile: Profile; zone: string; source?: string | undefined };
type Find = (names: readonly string[]) => Column | undefined;

const systems: Record<Profile, KnownSystem> = { generic, servicenow, hpsm };

/** Columns are known by their names without regard to case, blanks and what stands in brackets, such as a zone. */
const nameKey = (name: string): string => name.toLowerCase().replace(/[\s_]+/g, '');
const bareKey = (name: string): string => nameKey(name.replace(/ \([^)]*\)$/, ''));
const valueKey = (value: string): string => value.toLowerCase().replace(/[\s_]+/g, '');

function finder(columns: readonly Column[]): Find {
  const known = new Map<string, Column>();
  const seen = new Set<string>();
  const twice = new Set<string>();
  for (const column of columns) {
    if (seen.has(column.name)) twice.add(column.name);
    seen.add(column.name);
    for (const key of [bareKey(column.name), nameKey(column.name)]) if (!known.has(key)) known.set(key, column);
  }
  return (names) =>
    names.map((name) => known.get(nameKey(name))).find((column) => column !== undefined && !twice.has(column.name));
}

/** The profile whose columns are all there. */
export function likelyProfile(columns: readonly Column[]): Profile {
  const find = finder(columns);
  return (
    profiles.find(
      (profile) => profile !== 'generic' && systems[profile].mark.every((names) => find(names) !== undefined),
    ) ?? 'generic'
  );
}

/** A map by what the profile knows and the file has. `missing` are needed fields for which it has no column. */
export function suggestMap(
  looked: Looked,
  { profile, zone, source }: Given,
): { map: ChangeMap; missing: ('number' | 'title' | 'state')[] } {
  const system = systems[profile];
  const find = finder(looked.columns);
  const fields = { ...textsOf(system, find), ...datesOf(system, find), ...valuesOf(system, find) };
  const { number, title, state, decision, decidedAt, ...others } = { ...fields, ...partsOf(system, find) };
  const first = looked.columns[0]?.name || 'number';
  const missing = [...(number ? [] : ['number']), ...(title ? [] : ['title']), ...(state ? [] : ['state'])];
  return {
    map: {
      source: source ?? system.source,
      model: 'normal',
      delimiter: looked.delimiter,
      encoding: looked.encoding,
      zone: zoneIn(looked.columns) ?? zone,
      blanks: blanksIn(system, looked.columns),
      folded: system.folded,
      fields: {
        ...others,
        number: number ?? { column: first },
        title: title ?? { column: first },
        state: state ?? { value: { state: 'draft' }, values: {} },
        // A decision without its date has no place.
        ...(decision && decidedAt && { decision, decidedAt }),
      },
    },
    missing: missing as ('number' | 'title' | 'state')[],
  };
}

function textsOf(system: KnownSystem, find: Find): Partial<ChangeMap['fields']> {
  const found = textNames(system).flatMap(([field, names]) => {
    const column = find(names);
    return column && (column.filled > 0 || field === 'number' || field === 'title')
      ? [[field, { column: column.name }] as const]
      : [];
  });
  const texts: Partial<Record<(typeof found)[number][0], { column: string }>> = Object.fromEntries(found);
  // One column says one thing: where it is the title already, it is no summary as well.
  if (texts.summary?.column === texts.title?.column) delete texts.summary;
  return texts;
}

function partsOf(system: KnownSystem, find: Find): Partial<ChangeMap['fields']> {
  const [description, systemsAffected] = [system.description, system.systemsAffected].map((parts) =>
    parts.flatMap(({ names, heading }) => {
      const column = find(names);
      return column && column.filled > 0 ? [{ column: column.name, ...(heading && { heading }) }] : [];
    }),
  );
  return {
    ...(description && description.length > 0 && { description }),
    ...(systemsAffected && systemsAffected.length > 0 && { systemsAffected }),
  };
}

function datesOf(system: KnownSystem, find: Find): Partial<ChangeMap['fields']> {
  return Object.fromEntries(
    dateNames(system).flatMap(([field, names]) => {
      const column = find(names);
      const format = column?.formats[0];
      return column && format ? [[field, { column: column.name, format }]] : [];
    }),
  );
}

/** Only values that the file has are listed, as it spells them, so that whoever looks has little to look at. */
function valuesOf(system: KnownSystem, find: Find): Partial<ChangeMap['fields']> {
  return Object.fromEntries(
    valueNames(system).flatMap(([field, { names, values, filled, otherwise }]) => {
      const column = find(names);
      if (!column || (column.filled === 0 && field !== 'state')) return [];
      const known = new Map(Object.entries(values).map(([from, to]) => [valueKey(from), to]));
      const seen = column.values?.flatMap(({ value }) => {
        const meant = known.get(valueKey(value));
        return meant === undefined ? [] : [[value, meant] as const];
      });
      const blank = '' in values ? [['', values['']] as const] : [];
      const listed = seen ? Object.fromEntries([...blank, ...seen]) : values;
      const rest = { ...(filled !== undefined && { filled }), ...(otherwise !== undefined && { otherwise }) };
      return [[field, { column: column.name, values: listed, ...rest }]];
    }),
  );
}

/** What the file writes where there is nothing, in columns that should hold something else. */
function blanksIn(system: KnownSystem, columns: readonly Column[]): string[] {
  const seen = columns.flatMap(({ values }) => values ?? []).map(({ value }) => value.toLowerCase());
  const marks = ['?', 'null', '#n/b', '(empty)'].filter((mark) => nothingWords.includes(mark) && seen.includes(mark));
  return [...new Set([...system.blanks, ...marks])];
}

/** Interlock's own exports name the zone of their times in the heading. */
function zoneIn(columns: readonly Column[]): string | undefined {
  return columns
    .map(({ name }) => /\((UTC|[A-Z][A-Za-z_]+\/[\w/+-]+)\)$/.exec(name)?.[1])
    .find((zone) => zone !== undefined);
}
