import type { LinkKind } from '@interlock/contract/incidents.ts';

export type NamedChange = { kind: LinkKind; change: string };

/** All that the rows of one number tell. */
export type IncidentRow = {
  line: number;
  number: string;
  title: string;
  url: string;
  openedAt: Date | null;
  links: ReadonlyMap<string, NamedChange>;
};

/** Each change once for what it is to the incident. */
export const linksOnce = (all: readonly NamedChange[]): IncidentRow['links'] =>
  new Map(all.map((one) => [`${one.kind} ${one.change}`, one]));

/** Rows of one number tell of one incident: the last that says something counts, of links every one. */
export function fold(found: Map<string, IncidentRow>, row: IncidentRow): void {
  const before = found.get(row.number);
  found.set(
    row.number,
    before
      ? {
          ...before,
          title: row.title || before.title,
          url: row.url || before.url,
          openedAt: row.openedAt ?? before.openedAt,
          links: row.links.size === 0 ? before.links : new Map([...before.links, ...row.links]),
        }
      : row,
  );
}
