import { CompiledQuery } from 'kysely';
import type { Reads } from './db.ts';

/**
 * A query whose text is always the same: it is built when it is first asked, then only its values differ. For what every
 * request asks; building takes longer than asking. A list of values is one value: `= any (…)`, not `in`.
 */
export function fixedQuery<Values extends object, Row>(
  build: (reads: Reads, value: Values) => { compile(reads: Reads): CompiledQuery<Row> },
): (reads: Reads, values: Values) => CompiledQuery<Row> {
  const names = new Map<unknown, keyof Values>();
  const places = new Proxy({} as Values, {
    get: (_none, name) => {
      const place = { value: name };
      names.set(place, name as keyof Values);
      return place;
    },
  });
  let built: CompiledQuery<Row> | undefined;
  return (reads, values) => {
    built ??= build(reads, places).compile(reads);
    const given = built.parameters.map((parameter) => {
      const name = names.get(parameter);
      return name === undefined ? parameter : values[name];
    });
    return CompiledQuery.raw(built.sql, given) as CompiledQuery<Row>;
  };
}
