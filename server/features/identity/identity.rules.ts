import { type Hand, HELD_DAYS, joinedBy, secondBy } from '../../platform/one-hand.ts';
import { no, type Verdict, yes } from '../../platform/refusal.ts';
import { isAmong, isSamePerson, type Linked, withWhich } from '../../platform/same-person.ts';

/** The group that the shipped models ask for approval; it is made at set-up. */
export const APPROVERS_GROUP = 'grp_approvers';

/** What is edited must be what was read; whoever does not say what they read takes it as it is. */
export function stillAsRead<T extends { version: number }>(
  found: T,
  version: number | undefined,
  called = 'It',
): Verdict<T> {
  if (version === undefined || found.version === version) return yes(found);
  return no('changed_meanwhile', `${called} was changed by somebody else after you loaded it.`, {
    next: 'Load it again, look at what is new, and repeat what you wanted.',
  });
}

/**
 * Administrators here are those who can sign in: active, and with a password of their own. One of them always stays, so an
 * invitation that nobody accepted is no reason to let the last one go.
 */
export function mayLoseAdministrator(personId: string, administratorIds: readonly string[]): Verdict<true> {
  const others = administratorIds.filter((id) => id !== personId);
  if (!administratorIds.includes(personId) || others.length > 0) return yes(true);
  return no('last_administrator', 'Without this person nobody could administer Interlock.', {
    next: 'Make somebody else an administrator first; they count once they have signed in.',
  });
}

/**
 * For how many days an administrator counts as a second pair of eyes after somebody else took that from them, or linked them with
 * another administrator: so that nobody puts the other one out, decides alone, and takes them back before anybody has missed them.
 */
export const COUNTS_ON_DAYS = 7;

type Counting = { id: string; name: string; until: Date };

/**
 * Who can sign in as administrator; who could until lately, with the moment to which they count; and who was lately linked with
 * another administrator.
 */
export type Administrators = {
  ids: readonly string[];
  lately: readonly Counting[];
  linked: readonly Counting[];
  /** Which accounts came lately from which, and the administrators' names. */
  hands: readonly Hand[];
  names: ReadonlyMap<string, string>;
};

/** Whether what takes two is done by one: where nobody else can, and nobody else could until lately. */
export function mayDoAlone(
  { lately, linked: joined }: Administrators,
  actorId: string,
  linked: Linked,
): Verdict<{ alone: true }> {
  const others = lately.filter(({ id }) => !isSamePerson(linked, id, actorId));
  if (others.length > 0) {
    const names = namesOf(others);
    return no(
      'second_person',
      `This takes two, and ${names} could look at it until somebody else took that away less than ${COUNTS_ON_DAYS} days ago.`,
      {
        next: `Bring ${names} back, make somebody else an administrator, who counts once they have signed in, or do it alone from ${lastOf(others)} UTC on.`,
      },
    );
  }
  const own = joined.some(({ id }) => id === actorId)
    ? joined.filter(({ id }) => id !== actorId && isSamePerson(linked, id, actorId))
    : [];
  if (own.length === 0) return yes({ alone: true });
  const names = namesOf(own);
  return no(
    'second_person',
    `This takes two, and ${names} could look at it until your accounts were linked less than ${COUNTS_ON_DAYS} days ago.`,
    {
      next: `Unlink ${names} where that is somebody else, make somebody else an administrator, who counts once they have signed in, or do it alone from ${lastOf(own)} UTC on.`,
    },
  );
}

const namesOf = (some: readonly Counting[]): string => some.map(({ name }) => name).join(', ');

const lastOf = (some: readonly Counting[]): string =>
  new Date(Math.max(...some.map(({ until }) => until.getTime()))).toISOString().slice(0, 16).replace('T', ' ');

type Proposed = { writers: readonly string[]; proposedBy: string };

/**
 * Who may publish what others wrote: whoever did not; where everybody wrote on it, whoever did not propose it. Nobody where
 * there is only one person who could, with however many accounts. Accounts that came lately one from the other are taken for one
 * person's, where there is another person.
 */
export function publishersOf(
  proposed: Proposed,
  { ids, hands }: Pick<Administrators, 'ids' | 'hands'>,
  linked: Linked,
): string[] {
  return secondBy(linked, hands, (joined) => othersThan(proposed, ids, joined));
}

function othersThan({ writers, proposedBy }: Proposed, administratorIds: readonly string[], linked: Linked): string[] {
  const others = administratorIds.filter((id) => !isSamePerson(linked, id, proposedBy));
  const fresh = others.filter((id) => !isAmong(linked, id, writers));
  return fresh.length > 0 ? fresh : others;
}

/** Four eyes: nobody publishes alone where somebody else can. Where nobody can, they may, and the record says so. */
export function mayPublish(
  proposed: Proposed,
  actorId: string,
  administrators: Administrators,
  linked: Linked,
): Verdict<{ alone: boolean }> {
  const { ids, hands, names } = administrators;
  const publishers = publishersOf(proposed, administrators, linked);
  const joined = joinedBy(linked, hands);
  if (othersThan(proposed, ids, joined).length === 0) {
    // Nobody puts the one out who could look at it and has an account that they made do it. Who was linked is asked of links alone.
    const instead = mayDoAlone({ ...administrators, linked: [] }, actorId, joined);
    if (!instead.ok) return instead;
  }
  if (publishers.includes(actorId)) return yes({ alone: false });
  if (publishers.length === 0) return mayDoAlone(administrators, actorId, linked);
  const wrote = [...proposed.writers, proposed.proposedBy];
  if (!isAmong(linked, actorId, wrote)) {
    const who = publishers.map((id) => names.get(id) ?? 'another administrator').join(' or ');
    return no(
      'second_person',
      `This takes two people, and your account and that of whoever wrote it came one from the other less than ${HELD_DAYS} days ago.`,
      { next: `Ask ${who} to look at it.` },
    );
  }
  const by = wrote.includes(actorId) ? actorId : proposed.proposedBy;
  return no(
    'second_person',
    `You wrote it${withWhich(actorId, by)}: another administrator looks at it and publishes it.`,
    {
      next: 'Propose it, and ask one of the other administrators.',
    },
  );
}

export function isSameSet(some: readonly string[], others: readonly string[]): boolean {
  return new Set(some).symmetricDifference(new Set(others)).size === 0;
}

type Fields = Readonly<Record<string, unknown>>;

/** Those of the wanted fields that differ, as they were and as they become; nothing where nothing changes. */
export function changesTo(current: Fields, wanted: Fields): { before: Fields; after: Fields } | undefined {
  const differ = Object.keys(wanted).filter(
    (name) => wanted[name] !== undefined && !isEqual(current[name], wanted[name]),
  );
  if (differ.length === 0) return undefined;
  const pick = (from: Fields) => Object.fromEntries(differ.map((name) => [name, from[name]]));
  return { before: pick(current), after: pick(wanted) };
}

function isEqual(one: unknown, other: unknown): boolean {
  if (Array.isArray(one) && Array.isArray(other)) return isSameSet(one, other);
  return one === other;
}
