import { no, type Verdict, yes } from '../../platform/refusal.ts';
import { isAmong, isSamePerson, type Linked, withWhich } from '../../platform/same-person.ts';

/** Accounts were linked; the job's data names them. What rested on their being two is looked at anew. */
export const LINKED = 'people.linked';

type Account = { id: string; name: string; demo: boolean };

const wrong = (message: string, because: string) => no('invalid', because, { errors: [{ path: 'withId', message }] });

/** Whether these two accounts can be said to be one person's. */
export function mayLink(one: Account, other: Account, linked: Linked): Verdict<true> {
  if (one.id === other.id) return wrong('name another account', 'An account is the same person as itself.');
  if (isSamePerson(linked, one.id, other.id)) {
    return wrong('is linked already', `${one.name} and ${other.name} are linked already.`);
  }
  const madeUp = [one, other].find(({ demo }) => demo);
  if (madeUp) return wrong('is made up', `${madeUp.name} belongs to the demo and is nobody’s account.`);
  return yes(true);
}

type Two = { one: readonly string[]; other: readonly string[] };

/** Where accounts of two administrators become one person's, which of them are an administrator's: four eyes become two by it. */
export function administratorsJoined({ one, other }: Two, administratorIds: readonly string[]): string[] {
  const [mine, theirs] = [one, other].map((side) => side.filter((id) => administratorIds.includes(id)));
  return mine?.length && theirs?.length ? [...mine, ...theirs] : [];
}

/** Being linked lately is no reason to stay so: unlinking gives the four eyes back. */
export const beforeLinking = <Those extends { linked: readonly unknown[] }>(those: Those): Those => ({
  ...those,
  linked: [],
});

type Told = {
  kind: 'accounts_linked' | 'accounts_unlinked';
  subject: string;
  to: [string];
  parts: { account: string };
};

/** What each account is told of itself: from which others it is parted now, or with which it is one person. */
export const tellingEach = (
  kind: Told['kind'],
  accounts: readonly Pick<Account, 'id' | 'name'>[],
  concerns: (one: string, other: string) => boolean,
): Told[] =>
  accounts.flatMap(({ id }) => {
    const others = accounts
      .filter((other) => concerns(id, other.id))
      .map(({ name }) => name)
      .toSorted();
    return others.length === 0 ? [] : [{ kind, subject: id, to: [id], parts: { account: others.join(', ') } }];
  });

type Unlinking = { proposedBy: string; accounts: readonly string[] };

/** The administrators who can let an account be unlinked: neither who proposed it nor the person whose accounts they are. */
export const confirmersOf = (
  { proposedBy, accounts }: Unlinking,
  administratorIds: readonly string[],
  linked: Linked,
): string[] => administratorIds.filter((id) => !isAmong(linked, id, [proposedBy, ...accounts]));

/**
 * Unlinking makes a second vote possible, so two agree on it. Where there is nobody else who could, one administrator may, and the
 * record says so.
 */
export function mayConfirm(
  unlinking: Unlinking,
  actorId: string,
  administratorIds: readonly string[],
  linked: Linked,
): Verdict<{ alone: boolean }> {
  const confirmers = confirmersOf(unlinking, administratorIds, linked);
  if (confirmers.includes(actorId)) return yes({ alone: false });
  if (confirmers.length === 0) return yes({ alone: true });
  const because = isAmong(linked, actorId, unlinking.accounts)
    ? 'These accounts are yours, so another administrator unlinks them.'
    : `You proposed it${withWhich(actorId, unlinking.proposedBy)}: another administrator unlinks the account.`;
  return no('second_person', because, { next: 'Ask one of the other administrators.' });
}
