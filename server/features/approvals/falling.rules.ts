import type { Voiding } from '@interlock/contract/approvals.ts';
import { isAmong, isSamePerson } from '../../platform/same-person.ts';
import { covers } from './content.rules.ts';
import { type Round, statusOf, type VoteCast } from './round.rules.ts';
import { isWithin, toleranceInWords, type Window } from './tolerance.rules.ts';

/** An edit of a subject: the fields that it alters, and what it makes of those with rules of their own. */
export type Edit = {
  fields: readonly string[];
  /** The window as it becomes. */
  window: Window | null;
  /** Who is tied to the subject by the edit: whoever is new to carry it out, or to have asked for it. */
  newlyTied: readonly (string | null)[];
  editor: string;
};

/** Open or approved: what an edit can bring down. */
export const isStanding = ({ status, imported }: Pick<Round, 'status' | 'imported'>): boolean =>
  !imported && (status === 'open' || status === 'approved');

const votedOn = ({ votes, linked }: Pick<Round, 'votes' | 'linked'>, personId: string | null): boolean =>
  votes.some((vote) => isAmong(linked, personId, [vote.personId, vote.castBy.id]));

/**
 * Whether the window may become this without asking the round again: within the tolerance of the window that the round asked
 * about, and of the one that each voter saw.
 */
export function allowsWindow(round: Pick<Round, 'tolerance' | 'windowFrom' | 'votes'>, window: Window | null): boolean {
  const { tolerance, windowFrom, votes } = round;
  if (tolerance === null || windowFrom === null || window === null) return false;
  return [windowFrom, ...votes.flatMap(({ sawWindow }) => sawWindow ?? [])].every((seen) =>
    isWithin(tolerance, seen, window),
  );
}

/**
 * The fields of an edit that bring a standing round down; none leaves it as it is, with its votes. Somebody new to carry it out
 * brings down no round but those on which they, or who names them, have voted; that holds whatever the round covers, because
 * who decides does not carry out.
 */
export function fellBy(round: Round, { fields, window, newlyTied, editor }: Edit): string[] {
  return fields.filter((field) => {
    if (field === 'assigneeId' || field === 'requesterId') {
      const names = field === 'assigneeId' && covers(round, field) && votedOn(round, editor);
      return names || newlyTied.some((personId) => personId !== null && votedOn(round, personId));
    }
    if (!covers(round, field)) return false;
    return field !== 'window' || !allowsWindow(round, window);
  });
}

/** What the edit of each of these fields would undo. `alters` says what else becomes another by the edit of a field. */
export function voidings(
  rounds: readonly Round[],
  fields: readonly string[],
  { editor, alters }: { editor: string; alters: (field: string) => readonly string[] },
): Voiding[] {
  const standing = rounds.filter(isStanding);
  return fields.flatMap((field) =>
    standing
      .filter((round) =>
        field === 'assigneeId'
          ? covers(round, field) && votedOn(round, editor)
          : [field, ...alters(field)].some((one) => covers(round, one)),
      )
      .map((round) => ({
        field,
        round: { id: round.id, name: round.name },
        people: votersOf(round),
        unless: field === 'window' && round.tolerance && round.windowFrom ? toleranceInWords(round.tolerance) : null,
      })),
  );
}

const votersOf = ({ asked, votes }: Round): Voiding['people'] =>
  asked
    .filter(({ personId }) => votes.some((vote) => vote.personId === personId))
    .map(({ personId, name, active }) => ({ id: personId, name, active }));

export type Fallen = { vote: VoteCast; because: string };

/**
 * The yes that count no more once accounts are linked: of whoever is tied with another account, and beside an earlier vote of the
 * same person, whether it was cast by them or for them. A no stands, and goes before a yes.
 */
export function fallenVotes(
  { votes, linked }: Pick<Round, 'votes' | 'linked'>,
  tieOf: (personId: string) => string | undefined,
): Fallen[] {
  const kept: VoteCast[] = votes.filter(({ decision }) => decision === 'reject');
  return votes.flatMap((vote) => {
    if (vote.decision === 'reject') return [];
    const tie = tieOf(vote.personId) ?? tieOf(vote.castBy.id);
    if (tie !== undefined) return [{ vote, because: `Whoever decided ${tie}.` }];
    const other = kept.find(
      (one) => isSamePerson(linked, one.personId, vote.personId) || isSamePerson(linked, one.castBy.id, vote.castBy.id),
    );
    if (other) return [{ vote, because: `The same person has decided as ${other.castBy.name}.` }];
    kept.push(vote);
    return [];
  });
}

/** A standing round as it counts by the links of now, whether what fell was taken out already or not. */
export function withoutFallen(round: Round, tieOf: (personId: string) => string | undefined): Round {
  const fallen = isStanding(round) ? fallenVotes(round, tieOf) : [];
  if (fallen.length === 0) return round;
  const votes = round.votes.filter((vote) => !fallen.some((one) => one.vote === vote));
  const asking: Round = { ...round, status: 'open', votes };
  const passes = round.status === 'approved' && statusOf(asking, (id) => tieOf(id) !== undefined) === 'approved';
  return passes ? { ...asking, status: 'approved' } : asking;
}
