import { createHash } from 'node:crypto';

/** A statement as one connection knows it: under which name, and with which fields it answers. */
export type Prepared = { name: string; fields: readonly Field[] | undefined };
export type Field = { name: string; parse(value: string): unknown };

/** What the connections of one pool are asked, and under which names. */
export type Names = { seen: Map<string, number>; named: Map<string, string>; naming: boolean };

/** The statements that a connection has prepared. Those in `doubtful` may or may not be there after an error. */
export type Memory = { names: Names; prepared: Map<string, Prepared>; doubtful: Set<string> };

export const newNames = (): Names => ({ seen: new Map(), named: new Map(), naming: true });
export const newMemory = (names: Names): Memory => ({ names, prepared: new Map(), doubtful: new Set() });

/** What is asked once or twice is not worth a name; each name costs every connection some memory. */
const SEEN_BEFORE_NAMED = 3;
const MOST_NAMED = 200;
const MOST_SEEN = 2_000;

/** How a statement begins that is planned once for each connection, whatever is asked by it. */
export const PLANNED_ONCE = '/* planned once */';

/**
 * The name under which a statement is prepared, the same in every process, or none. One with a limit is named only where it says
 * so: which plan is good for a page may depend on what is asked, and a named statement may keep one for all.
 */
export function nameOf({ names: { seen, named, naming } }: Memory, sql: string): string {
  if (!naming) return '';
  const known = named.get(sql);
  if (known !== undefined || named.size >= MOST_NAMED || isPlannedAnew(sql)) return known ?? '';
  const times = (seen.get(sql) ?? 0) + 1;
  if (times < SEEN_BEFORE_NAMED) {
    if (seen.size >= MOST_SEEN) seen.clear();
    seen.set(sql, times);
    return '';
  }
  seen.delete(sql);
  const name = `s_${createHash('sha256').update(sql).digest('hex').slice(0, 32)}`;
  named.set(sql, name);
  return name;
}

const isPlannedAnew = (sql: string): boolean => / limit \$/.test(sql) && !sql.startsWith(PLANNED_ONCE);

/**
 * PostgreSQL's codes for: your prepared statement is not what it was. A column came or went under it, or somebody between us
 * and the database hands out other connections than we asked for. The statement can be run again.
 */
export function isStale(error: unknown): boolean {
  const code = codeOf(error);
  const isRevised = error instanceof Error && 'routine' in error && error.routine === 'RevalidateCachedQuery';
  return (code === '0A000' && isRevised) || isMixedUp(code);
}

const codeOf = (error: unknown): unknown => (error instanceof Error && 'code' in error ? error.code : undefined);
const isMixedUp = (code: unknown): boolean => code === '26000' || code === '42P05';

/** After a stale statement: this connection prepares anew, and where connections are mixed up, nobody names any more. */
export function forget(memory: Memory, error: unknown): void {
  for (const { name } of memory.prepared.values()) memory.doubtful.add(name);
  memory.prepared.clear();
  if (isMixedUp(codeOf(error))) memory.names.naming = false;
}
