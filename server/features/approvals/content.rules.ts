import { looseFields, materialFields } from '@interlock/contract/material.ts';
import type { RoundDefinition } from '@interlock/contract/models.ts';

/** What a subject says, field by field, as approvers are shown it. */
export type Content = Readonly<Record<string, unknown>>;

type Bound = { leaves: readonly string[]; content: Content };

type Covering = Pick<RoundDefinition, 'covers'> & { advisory?: boolean };

/**
 * The fields that other rounds which ask on this change answer for and this one does not. A round that names no field answers for
 * all, and a field that no such round names belongs to every round: what is left out by mistake is asked about and not forgotten.
 * Advice answers for nothing.
 */
export function leavesOf(round: Covering, asking: readonly Covering[]): string[] {
  if (round.covers.length === 0) return [];
  const named = new Set<string>(asking.flatMap(({ advisory, covers }) => (advisory ? [] : covers)));
  return [...named.difference(new Set<string>(round.covers))].sort();
}

/** Whether an edit of this field concerns the round. A field that came with a later release does, until a model says otherwise. */
export const covers = ({ leaves }: Pick<Bound, 'leaves'>, field: string): boolean => !leaves.includes(field);

export const coveredFields = (round: Pick<Bound, 'leaves'>): string[] =>
  materialFields.filter((field) => covers(round, field));

/** What a round that leaves these fields to others asks about. */
export const askedAbout = (content: Content, leaves: readonly string[]): Content =>
  Object.fromEntries(Object.entries(content).filter(([field]) => covers({ leaves }, field)));

/**
 * Of a content, what the votes of a round are bound to by hash: the fields that it asked about, but the loose ones. A field that
 * was not there when it asked is not among them; an edit of that field brings it down all the same.
 */
export const boundTo = (asked: Content, content: Content): Content =>
  Object.fromEntries(
    materialFields
      .filter((field) => field in asked && !looseFields.includes(field))
      .map((field) => [field, content[field] ?? null]),
  );
