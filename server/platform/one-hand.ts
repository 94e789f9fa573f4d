import type { Linked } from './same-person.ts';

/** For how many days whoever made an account, or a link into it, may still be the one who holds it. */
export const HELD_DAYS = 7;

/** Somebody made this account or gave it a role that decides, or made a reset link for it. */
export type Hand = { personId: string; byId: string; kind: 'account' | 'link' };

/** Accounts that may be one person's: those that an administrator linked, and those that came one from the other. */
export function joinedBy(linked: Linked, hands: readonly Hand[]): Linked {
  const key = new Map<string, string>();
  const keyOf = (id: string): string => key.get(id) ?? linked[id] ?? id;
  const all = () => [...new Set([...Object.keys(linked), ...hands.flatMap(({ personId, byId }) => [personId, byId])])];
  for (const { personId, byId } of hands) {
    const [one, other] = [keyOf(personId), keyOf(byId)];
    const moved = all().filter((id) => keyOf(id) === one);
    for (const id of moved) key.set(id, other);
    key.set(byId, other);
  }
  return { ...linked, ...Object.fromEntries(key) };
}

/**
 * Who is a second person, by a rule that says who is for a way of seeing which accounts are one person's. Whose account came from
 * whoever proposed it is asked where nobody else is there, and of those first whose account is no new one.
 */
export function secondBy(linked: Linked, hands: readonly Hand[], who: (linked: Linked) => string[]): string[] {
  const apart = who(joinedBy(linked, hands));
  if (apart.length > 0) return apart;
  const old = who(
    joinedBy(
      linked,
      hands.filter(({ kind }) => kind === 'account'),
    ),
  );
  return old.length > 0 ? old : who(linked);
}
