import { CompiledQuery } from 'kysely';
import type { Reads } from './db.ts';

/**
 * A query whose text is always the same: it is built when it is first asked, then only its values differ. For what every
 * request asks; building takes longer than asking. A list of values is one value: `= any (…)`, not `in`.
 */
export function fixedQuery<Values extends object, Row, On extends Reads = Reads>(
  build: (on: On, value: Values) => { compile(on: On): CompiledQuery<Row> },
): (on: On, values: Values) => CompiledQuery<Row> {
  const names = new Map<unknown, keyof Values>();
  const places = new Proxy({} as Values, {
    get: (_none, name) => {
      const place = { value: name };
      names.set(place, name as keyof Values);
      return place;
    },
  });
  let built: CompiledQuery<Row> | undefined;
  return (on, values) => {
    built ??= build(on, places).compile(on);
    const given = built.parameters.map((parameter) => {
      const name = names.get(parameter);
      return name === undefined ? parameter : values[name];
    });
    return CompiledQuery.raw(built.sql, given) as CompiledQuery<Row>;
  };
}

const MOST_SHAPES = 100;

/**
 * As `fixedQuery`, for a query whose text follows from the names of its values: a write of some columns, a look for so many ids.
 * What is asked again and again has few such sets of names; it is built once for each.
 */
export function shapedQuery<Values extends object, Row, On extends Reads = Reads>(
  build: (on: On, value: Values) => { compile(on: On): CompiledQuery<Row> },
): (on: On, values: Values) => CompiledQuery<Row> {
  const shapes = new Map<string, (on: On, values: Values) => CompiledQuery<Row>>();
  return (on, values) => {
    const names = Object.keys(values) as (keyof Values)[];
    const shape = names.join();
    const known = shapes.get(shape);
    if (known) return known(on, values);
    const query = fixedQuery((same: On, place: Values) =>
      build(same, Object.fromEntries(names.map((name) => [name, place[name]])) as Values),
    );
    if (shapes.size >= MOST_SHAPES) shapes.clear();
    shapes.set(shape, query);
    return query(on, values);
  };
}
