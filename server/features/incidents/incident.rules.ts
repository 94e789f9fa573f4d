import type { GuardAnswer } from '@interlock/contract/change-flow.ts';
import type { Attribution, LinkKind } from '@interlock/contract/incidents.ts';
import type { Permission } from '@interlock/contract/permissions.ts';
import { type No, no } from '../../platform/refusal.ts';
import { isSamePerson, type Linked } from '../../platform/same-person.ts';

export type Link = { kind: LinkKind; attribution: Attribution };
type Hand = { id: string; coordinates: boolean };

/** Those who keep every change going. */
export const handOf = ({ id, permissions }: { id: string; permissions: ReadonlySet<Permission> }): Hand => ({
  id,
  coordinates: permissions.has('change.coordinate'),
});

/** A coordinator or a change manager decides. Whoever carried the change out may own up to it, and not say that it was not it. */
export function whyNotDecide(
  link: Link,
  becomes: 'confirmed' | 'dismissed',
  { hand, assigneeId, linked }: { hand: Hand; assigneeId: string | null; linked: Linked },
): No | undefined {
  if (link.attribution === becomes) return no('link_decided', `It is ${becomes} already.`);
  const isAssignee = isSamePerson(linked, hand.id, assigneeId);
  if (becomes === 'dismissed' && link.kind === 'caused_by' && isAssignee) {
    return no('own_change', 'You carried this change out: somebody else says that it did not cause it.');
  }
  if (hand.coordinates || (becomes === 'confirmed' && isAssignee)) return undefined;
  return no('forbidden', 'A coordinator or a change manager decides what an incident has to do with a change.');
}

type Told = { title: string; url: string; openedAt: Date | null };
export type Edit = { field: keyof Told; before: unknown; after: unknown };

/** What is told anew of an incident, against what is known of it. What is not said stays as it is. */
export function newlyTold(known: Told, said: Told): { told: Told; edits: Edit[] } {
  const told = { title: said.title, url: said.url || known.url, openedAt: said.openedAt ?? known.openedAt };
  const edits = (['title', 'url', 'openedAt'] as const)
    .map((field) => ({ field, before: asText(known[field]), after: asText(told[field]) }))
    .filter(({ before, after }) => before !== after);
  return { told, edits };
}

const asText = (value: string | Date | null): string | null => (value instanceof Date ? value.toISOString() : value);

/** Whoever recorded an incident brings it up to date, and those who keep every change going; an import does too. */
export const whyNotTell = (recordedBy: string, { id, coordinates }: Hand): No | undefined =>
  coordinates || id === recordedBy
    ? undefined
    : no('forbidden', 'It is recorded already: whoever did, a coordinator or a change manager brings it up to date.', {
        next: 'Ask one of them, or record it as it stands.',
      });

const known = {
  earliest: null,
  withMove: false,
  fields: [],
  enforcement: 'block',
  overridden: null,
  letPass: null,
} as const;

/**
 * What was approved beforehand is not closed over an incident that it caused: what is suspected is decided first, and what is
 * confirmed is looked back on by somebody who did not carry it out.
 */
export function incidentGuard(
  links: readonly (Link & { called: string })[],
  reviewedBy: string | undefined,
): GuardAnswer | undefined {
  const suspected = links.filter(({ kind, attribution }) => kind === 'caused_by' && attribution === 'suspected');
  const confirmed = links.filter(({ kind, attribution }) => kind === 'caused_by' && attribution === 'confirmed');
  if (suspected.length + confirmed.length === 0) return undefined;
  const clearedBy = [
    { is: 'role' as const, name: 'a coordinator', id: 'coordinator' },
    { is: 'role' as const, name: 'a change manager', id: 'change_manager' },
  ];
  const names = (of: readonly { called: string }[]) => of.map(({ called }) => called).join(', ');
  const base = { ...known, guard: 'incidents_reviewed', fields: [...known.fields], clearedBy };
  if (suspected.length > 0) {
    const why = `It is suspected to have caused ${names(suspected)}: somebody confirms or dismisses that first.`;
    return { ...base, met: false, why };
  }
  if (reviewedBy) return { ...base, met: true, why: `${reviewedBy} has looked back on it.`, clearedBy: [] };
  const why = `It caused ${names(confirmed)}: a review task with findings is needed, closed by somebody who did not carry it out.`;
  return { ...base, met: false, why };
}
