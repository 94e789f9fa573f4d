import { type Chance, chance, prose } from './chance.ts';

export const PEOPLE = 2_000;
export const GROUPS = 100;
export const APPROVERS = 'grp_approvers';

const padded = (prefix: string, n: number) => `${prefix}_bench${String(n).padStart(8, '0')}`;
export const personId = (n: number): string => padded('usr', n);
export const groupId = (n: number): string => (n === 0 ? APPROVERS : padded('grp', n));
export const changeId = (n: number): string => padded('chg', n);

/** Who holds which office, by their number: the first few are those whom the bench signs in as. */
export const offices = {
  administrator: [0, 5],
  change_manager: [5, 25],
  coordinator: [25, 125],
  specialist: [125, 600],
  approver: [600, 900],
  auditor: [900, 910],
  release_manager: [910, 950],
  initiator: [950, PEOPLE],
} as const;

export const rolesOf = (n: number): string[] =>
  Object.entries(offices).flatMap(([role, [from, to]]) => (n >= from && n < to ? [role] : []));

const oneOf = (by: Chance, [from, to]: readonly [number, number]) => personId(from + by.low(to - from));

/** States of changes that are not over, and how many of a hundred of these stand in each. */
const live = [
  ...Array<string>(15).fill('draft'),
  ...Array<string>(12).fill('assess'),
  ...Array<string>(18).fill('authorize'),
  ...Array<string>(12).fill('build'),
  ...Array<string>(25).fill('scheduled'),
  ...Array<string>(4).fill('implement'),
  ...Array<string>(14).fill('review'),
];
export const path = ['draft', 'assess', 'authorize', 'build', 'scheduled', 'implement', 'review', 'closed'];

const DAY = 86_400_000;
const YEARS = 8;
const outcomes = ['successful', 'successful', 'successful', 'successful', 'with_issues', 'failed', 'backed_out'];

/** What a change is, but for its words; the same for the same number, however often it is asked. */
export type Fate = ReturnType<typeof fateOf>;

export function fateOf(n: number, count: number, now: Date) {
  const by = chance(n);
  const age = ((count - n) / count) * YEARS * 365 * DAY;
  const createdAt = new Date(now.getTime() - age - by.below(DAY));
  // What is not over lies among the newest twentieth, with a few stragglers.
  const isLive = n > count * 0.95 ? by.share(0.35) : by.share(0.0005);
  const isCancelled = !isLive && by.share(0.02);
  const state = isLive ? by.pick(live) : isCancelled ? 'cancelled' : 'closed';
  const plannedStart = new Date(
    isLive
      ? now.getTime() + (by.below(60) - (state === 'scheduled' ? 2 : 40)) * DAY
      : createdAt.getTime() + by.below(30) * DAY,
  );
  const model = by.share(0.06) ? 'mdl_emergency' : 'mdl_normal';
  const reached = state === 'cancelled' ? 1 + by.below(3) : path.indexOf(state);
  return {
    n,
    id: changeId(n),
    model,
    state,
    reached,
    createdAt,
    hasWindow: reached >= 4,
    plannedStart,
    plannedEnd: new Date(plannedStart.getTime() + (1 + by.below(8)) * 3_600_000),
    priority: 1 + (3 - by.low(4)),
    requester: oneOf(by, offices.initiator),
    coordinator: by.share(0.7) ? oneOf(by, offices.coordinator) : null,
    manager: by.share(0.4) ? oneOf(by, offices.change_manager) : null,
    assignee: reached >= 2 ? oneOf(by, offices.specialist) : null,
    team: by.share(0.8) ? groupId(1 + by.low(GROUPS - 1)) : null,
    outcome: state === 'closed' ? by.pick(outcomes) : null,
    restricted: by.share(0.003),
    imported: n <= count * 0.2,
    hasRound: reached >= 2 && by.share(n > count * 0.8 ? 1 : 0.4),
    hasTasks: n > count * 0.9 && reached >= 3,
    approvers: Array.from({ length: 3 }, (_none, at) => personId(offices.approver[0] + at * 100 + by.low(100))),
  };
}

/** The words of a change: one in the middle holds a word that no other does. */
export function wordsOf(n: number, count: number) {
  const by = chance(n + 500_000_003);
  const title = n === Math.floor(count / 2) ? `Zygomorph ${prose(by, 6)}` : prose(by, 6 + by.below(4));
  return {
    title,
    summary: prose(by, 18),
    description: prose(by, 60),
    reason: prose(by, 15),
    ifNotDone: prose(by, 12),
    implementationPlan: `1. ${prose(by, 8)}\n2. ${prose(by, 8)}\n3. ${prose(by, 8)}`,
    backoutPlan: `1. ${prose(by, 8)}\n2. ${prose(by, 8)}`,
    systems: prose(by, 3),
  };
}
