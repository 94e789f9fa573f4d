/** What reaches beyond the database, or beside it, and the moments at which a process that dies there leaves it half known. */
export const effectPoints = [
  ...['mail: before it is sent', 'mail: sent, not recorded'],
  ...['post: before it is sent', 'post: sent, not recorded'],
  ...['file: before it lies in its place', 'file: in its place, not recorded'],
  ...['mark of the folder: before it lies there', 'mark of the folder: there'],
  ...['file: recorded as removed, still there', 'file: removed'],
  ...['backup: whole, not recorded', 'backup: recorded, not in its place', 'backup: in its place'],
  ...['restore: before it commits', 'restore: committed'],
] as const;

/** Where a transaction of this kind of work is about to commit, and where it has and nobody was told. */
export const aroundCommit = (work: string) => [`${work}: before commit`, `${work}: after commit`] as const;
/** A job of the clock may write in several transactions, or in none. */
export const aroundRun = (name: string) => [`${name}: begun`, `${name}: done, not recorded`] as const;

export type CrashPoint =
  | (typeof effectPoints)[number]
  | ReturnType<typeof aroundCommit>[number]
  | ReturnType<typeof aroundRun>[number];

/** Work that is no job: calls from outside, setting up at the start, and the sealing of the audit log. */
const otherWork = ['call', 'start', 'sealing'] as const;

/** Every point of these kinds of work: each kind has its two by the way in which it is run, and none can be added without them. */
export const pointsOf = ({ queues, clock }: { queues: readonly string[]; clock: readonly string[] }): CrashPoint[] => [
  ...effectPoints,
  ...[...queues, ...otherWork].flatMap(aroundCommit),
  ...clock.flatMap(aroundRun),
];

let passed: ((point: CrashPoint) => Promise<void>) | undefined;

/** A place where a process may die. It does nothing, unless a test has said what. */
export const crashPoint = (point: CrashPoint): Promise<void> | undefined => passed?.(point);

/**
 * Says what happens at every point. No setting and no part of the server does: only what the tests load into the process before
 * it (`testing/crashing.ts`), so that nobody who runs a server can make it die.
 */
export function atCrashPoints(happens: (point: CrashPoint) => Promise<void>): void {
  passed = happens;
}
