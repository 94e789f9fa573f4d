import type pg from 'pg';

/** Checks on one column alone; not where a default stands beside null, which the generator cannot say. */
const CHECKS = `
  select c.relname as table, a.attname as column, pg_get_constraintdef(k.oid) as check, a.atthasdef as given
  from pg_constraint k
  join pg_class c on c.oid = k.conrelid
  join pg_attribute a on a.attrelid = k.conrelid and a.attnum = k.conkey[1]
  where k.contype = 'c' and c.relnamespace = 'public'::regnamespace and cardinality(k.conkey) = 1
    and (a.attnotnull or not a.atthasdef)
  order by c.relname collate "C", a.attname collate "C"`;

type Check = { table: string; column: string; check: string; given: boolean };

/** A type as the generator of types writes it. */
type Written =
  | { type: 'Literal'; value: string }
  | { type: 'UnionExpression'; args: Written[] }
  | { type: 'ArrayExpression'; values: Written }
  | { type: 'GenericExpression'; name: 'Generated'; args: Written[] };

const oneOf = /^CHECK \(\("?\w+"? = ANY \(ARRAY\[([^\]]*)\]\)\)\)$/;
const someOf = /^CHECK \(\("?\w+"? <@ ARRAY\[([^\]]*)\]\)\)$/;

const union = (list: string): Written => ({
  type: 'UnionExpression',
  args: [...list.matchAll(/'([^']*)'::text/g)].map(([, value = '']) => ({ type: 'Literal', value })),
});

function typeOf(check: string): Written | undefined {
  const [one, some] = [oneOf.exec(check)?.[1], someOf.exec(check)?.[1]];
  if (one !== undefined) return union(one);
  return some === undefined ? undefined : { type: 'ArrayExpression', values: union(some) };
}

/** Columns that a check keeps to a closed set, each with its type, so that what is read out of them needs no cast. */
export async function closedSets(client: pg.Client): Promise<Record<string, Written>> {
  const { rows } = await client.query<Check>(CHECKS);
  const sets = rows.flatMap(({ table, column, check, given }): [string, Written][] => {
    const type = typeOf(check);
    if (!type) return [];
    return [[`${table}.${column}`, given ? { type: 'GenericExpression', name: 'Generated', args: [type] } : type]];
  });
  return Object.fromEntries(sets);
}
