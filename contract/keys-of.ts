/** The names in a record that is written out whole: `Object.keys` forgets them, since a value may have more than its type says. */
export const keysOf = <K extends string>(record: Readonly<Partial<Record<K, unknown>>>): K[] =>
  Object.keys(record) as K[];
