import { type ChangeMap, keyOfCell } from '@interlock/contract/imports.ts';
import { type ModelDefinition, stateKinds } from '@interlock/contract/models.ts';
import { no, type Verdict, yes } from '../../platform/refusal.ts';
import { dateReader } from './date.rules.ts';

type Wrong = { path: string; message: string };
type Field = { path: string; source: object };

/** Whether this map fits this file and this model. A no names every place of the map that is wrong. */
export function checkMap(map: ChangeMap, header: readonly string[], model: ModelDefinition): Verdict<true> {
  const wrong = [...wrongFields(map.fields, header), ...wrongState(map, model)];
  if (wrong.length === 0) return yes(true);
  const [first] = wrong;
  return no('invalid', `The map does not fit: ${first?.message}.`, { errors: wrong });
}

/** The places of a map that do not fit this file: columns that it has not, formats that are none, values said twice. */
export const wrongFields = (fields: object, header: readonly string[]): Wrong[] =>
  fieldsOf(fields).flatMap((field) => [...wrongColumn(field, header), ...wrongFormat(field), ...wrongValues(field)]);

function fieldsOf(fields: object): Field[] {
  return Object.entries(fields).flatMap(([name, given]) => {
    const path = `map.fields.${name}`;
    if (Array.isArray(given)) return given.map((source, at) => ({ path: `${path}.${at}`, source }));
    return given === undefined ? [] : [{ path, source: given }];
  });
}

function wrongColumn({ path, source }: Field, header: readonly string[]): Wrong[] {
  if (!('column' in source) || typeof source.column !== 'string') return [];
  const { column } = source;
  const times = header.filter((name) => name === column).length;
  if (times === 1) return [];
  const there = header
    .filter((name) => name !== '')
    .map((name) => `"${name.slice(0, 60)}"`)
    .slice(0, 40)
    .join(', ');
  const message =
    times === 0 ? `the file has no column "${column}"; it has ${there}` : `the file has ${times} columns "${column}"`;
  return [{ path: `${path}.column`, message }];
}

function wrongFormat({ path, source }: Field): Wrong[] {
  if (!('format' in source) || typeof source.format !== 'string') return [];
  const reader = dateReader(source.format);
  return typeof reader === 'string' ? [{ path: `${path}.format`, message: reader }] : [];
}

/** Two spellings of one value may both be listed, as long as they mean the same. */
function wrongValues({ path, source }: Field): Wrong[] {
  if (!('values' in source) || typeof source.values !== 'object' || source.values === null) return [];
  const seen = new Map<string, string>();
  return Object.entries(source.values).flatMap(([from, to]) => {
    const meant = seen.get(keyOfCell(from)) ?? JSON.stringify(to);
    seen.set(keyOfCell(from), meant);
    return meant === JSON.stringify(to)
      ? []
      : [{ path: `${path}.values`, message: `"${from}" is listed twice with different meanings` }];
  });
}

function wrongState({ fields: { state, decision, decidedAt } }: ChangeMap, model: ModelDefinition): Wrong[] {
  const meant = [state.value, state.filled, state.otherwise, ...Object.values(state.values)].flatMap((given) =>
    given ? [given.state] : [],
  );
  const path = 'map.fields.state';
  const lacking = stateKinds
    .filter((kind) => kind === 'draft' || kind === 'closed')
    .filter((kind) => meant.includes(kind) && !model.states.some((known) => known.kind === kind))
    .map((kind) => ({ path, message: `the model has no state that means ${kind}` }));
  const noState = meant.length > 0 ? [] : [{ path, message: 'the map says of no value what state it means' }];
  const noRound =
    !decision || model.states.some(({ approvals }) => approvals.length > 0)
      ? []
      : [{ path: 'map.fields.decision', message: 'the model asks for no approval, so a decision has no place' }];
  const noDate =
    !decision || decidedAt
      ? []
      : [{ path: 'map.fields.decidedAt', message: 'a decision takes the date on which it was made' }];
  return [...lacking, ...noState, ...noRound, ...noDate];
}
