import type { WrittenField } from '@interlock/contract/changes.ts';
import type { Permission } from '@interlock/contract/permissions.ts';
import { no, type Verdict, yes } from '../../platform/refusal.ts';
import { isSamePerson } from '../../platform/same-person.ts';
import { type Change, isFixed, isOver } from './change.rules.ts';

export type Viewer = { id: string; permissions: ReadonlySet<Permission> };

/** Coordinators and change managers keep every change going: they edit it, answer for it and ask again. */
export const coordinates = ({ permissions }: Pick<Viewer, 'permissions'>): boolean =>
  permissions.has('change.coordinate');

/** The first of those who push on, as the key that a change waits for. */
export const pushedOnBy = ({ coordinatorId, managerId }: Change): string =>
  coordinatorId ?? managerId ?? 'role:coordinates';

/** Everybody with a place on a change, and whoever raised it. */
export const everybodyOn = (change: Change): (string | null)[] => [
  change.requesterId,
  change.raisedBy,
  change.coordinatorId,
  change.managerId,
  change.assigneeId,
];

/** Coordinators and change managers edit every change; others those that name them. */
export function mayEdit(change: Change, viewer: Viewer): boolean {
  if (!viewer.permissions.has('change.edit')) return false;
  if (coordinates(viewer)) return true;
  return everybodyOn(change).includes(viewer.id);
}

/** Whoever wants it, whoever carries it out and those who keep every change going may stop it for a while. */
export const mayHold = (change: Change, viewer: Viewer): boolean =>
  viewer.permissions.has('change.move') &&
  (coordinates(viewer) || [change.requesterId, change.raisedBy, change.assigneeId].includes(viewer.id));

/** Whoever put it on hold lets it go on, or those who keep every change going. */
export const mayRelease = ({ hold }: Change, viewer: Viewer): boolean =>
  hold !== null && viewer.permissions.has('change.move') && (coordinates(viewer) || hold.by === viewer.id);

/** Whoever wants the change, and those who keep every change going, say who sees it. */
export const mayRestrict = (change: Change, viewer: Viewer): boolean =>
  viewer.permissions.has('change.edit') &&
  (coordinates(viewer) || [change.requesterId, change.raisedBy].includes(viewer.id));

/** While a change is on hold nobody decides on it: what was asked waits as it is. */
export const notHeld = ({ number, hold }: Change): Verdict<true> =>
  hold === null
    ? yes(true)
    : no('on_hold', `${number} is on hold: ${hold.reason}`, {
        next: 'Whoever put it on hold, a coordinator or a change manager lets it go on.',
      });

const alwaysEditable: readonly WrittenField[] = ['links', 'coordinatorId', 'managerId', 'wantedDate'];

/**
 * The fields that may be written in this state: nothing once it is over, the margin while work goes on, all before. What the
 * template locks is never among them.
 */
export function editableFields(change: Change, all: readonly string[], replacesAssignee = false): string[] {
  if (isOver(change)) return [];
  const open = all.filter((field) => !change.locked.includes(field));
  if (isFixed(change)) {
    const free: readonly string[] = replacesAssignee ? [...alwaysEditable, 'assigneeId'] : alwaysEditable;
    return open.filter((field) => free.includes(field));
  }
  return open.filter((field) => field !== 'requesterId' || change.stateKind === 'draft');
}

/** Work that has begun keeps its assignee, unless they are deactivated: then a change manager names somebody else. */
export const mayReplaceAssignee = (change: Change, viewer: Viewer, assigneeIsActive: boolean): boolean =>
  isFixed(change) &&
  !isOver(change) &&
  change.assigneeId !== null &&
  !assigneeIsActive &&
  viewer.permissions.has('change.manage');

type Tie = { you: string; they: string };
type Part = Tie & { by: string | null };

/** Who has a part in a change themself, and which: they neither decide on it nor let a move of it pass. */
export const partsIn = ({ requesterId, raisedBy, assigneeId }: Change): Part[] => [
  { by: requesterId, you: 'requested this change', they: 'requested it' },
  { by: raisedBy, you: 'raised this change', they: 'raised it' },
  { by: assigneeId, you: 'carry out this change', they: 'carries it out' },
];
const edited: Tie = { you: 'last edited what is decided on', they: 'last edited what is decided on' };

/**
 * What bars a person from deciding on a change, with whatever account they do so; undefined where nothing does. Who last edited a
 * field that a round leaves to others is free to decide in that round.
 */
function tieTo(change: Change, account: string, leaves: readonly string[]): Tie | undefined {
  const editors = Object.entries(change.lastEditors).flatMap(([field, by]) => (leaves.includes(field) ? [] : [by]));
  const tied: Part[] = [...partsIn(change), ...editors.map((by) => ({ by, ...edited }))];
  const own = tied.find(({ by }) => by === account);
  if (own) return own;
  const found = tied.find(({ by }) => isSamePerson(change.linked, by, account));
  return found && { you: `${found.you}, ${otherAccount}`, they: `${found.they}, ${otherAccount}` };
}

const otherAccount = 'with another account';

/** What bars a person from deciding on a change, in words that follow "you". */
export const tieOf = (change: Change, account: string, leaves: readonly string[] = []): string | undefined =>
  tieTo(change, account, leaves)?.you;

/** The same in words that follow a name. */
export const tieOfOther = (change: Change, account: string, leaves: readonly string[] = []): string | undefined =>
  tieTo(change, account, leaves)?.they;

/** What bars an account by the account that it is linked with; what bars it by itself was there when it voted. */
export function tieByLink(change: Change, account: string, leaves: readonly string[]): string | undefined {
  const byItself = tieOfOther({ ...change, linked: {} }, account, leaves);
  return byItself === undefined ? tieOfOther(change, account, leaves) : undefined;
}
