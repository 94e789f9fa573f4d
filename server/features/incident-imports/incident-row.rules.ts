import type { LinkKind } from '@interlock/contract/incidents.ts';

/** All that the rows of one number tell. */
export type IncidentRow = {
  line: number;
  number: string;
  title: string;
  url: string;
  openedAt: Date | null;
  links: { kind: LinkKind; change: string }[];
};
const MOST_LINKS = 50;

/** Rows of one number tell of one incident: the last that says something counts, of links every one. */
export function fold(found: Map<string, IncidentRow>, row: IncidentRow): void {
  const before = found.get(row.number);
  if (!before) {
    found.set(row.number, row);
    return;
  }
  before.title = row.title || before.title;
  before.url = row.url || before.url;
  before.openedAt = row.openedAt ?? before.openedAt;
  for (const link of row.links) {
    const isKnown = before.links.some(({ kind, change }) => kind === link.kind && change === link.change);
    if (!isKnown && before.links.length < MOST_LINKS) before.links.push(link);
  }
}
