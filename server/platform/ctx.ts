import type { Permission, Role } from '@interlock/contract/permissions.ts';
import type { FileSettings } from './config.ts';
import type { Db, Tx } from './database/db.ts';
import type { Log } from './log.ts';
import type { Outside } from './outside.ts';

/** Who acts. Permissions are what they may do here and now: roles, cut down by a token's scopes. */
export type Actor = {
  kind: 'person' | 'operator' | 'system' | 'nobody';
  id: string;
  roles: readonly Role[];
  permissions: ReadonlySet<Permission>;
  /** Set when the request came with a browser session, and not with a token. */
  sessionId: string | null;
};

/** `demo`: an act of the demo, of made-up people at a time that is made up. */
export type Via = 'web' | 'api' | 'cli' | 'job' | 'start' | 'demo';

/** Sends work in the caller's transaction. The same key is the same job, however often it is sent. */
export type Enqueue = (tx: Tx, queue: string, key: string, data: object) => Promise<void>;

/** What one hash of a password costs whoever tries passwords; memory in KiB. */
export type PasswordCost = { memory: number; passes: number; parallelism: number };

export type TransactionOptions = {
  /** `refuse` where the answer holds a secret that is never kept: a repeat is told that it was done before. */
  repeat?: 'answer' | 'refuse';
};

/** What JSON says as it is, and no date: so that a repeat, whose answer was kept as JSON, gets what the first run answered. */
export type Plain =
  | string
  | number
  | boolean
  | null
  | undefined
  // biome-ignore lint/suspicious/noConfusingVoidType: work that answers nothing answers void.
  | void
  | readonly Plain[]
  | { readonly [name: string]: Plain };

/** All that a use case knows of the world. `now` is fixed for the whole request or job. */
export type Ctx = {
  actor: Actor;
  now: Date;
  /** The request's or job's id: it stands in the log, the audit entry and the answer. */
  requestId: string;
  via: Via;
  address: string;
  device: string;
  /** The public address that links are made of. */
  publicUrl: string;
  passwordCost: PasswordCost;
  files: FileSettings;
  outside: Outside;
  log: Log;
  db: Db;
  /** Everything in `work` commits or nothing does. A repeated idempotency key answers what the first run answered. */
  transaction<T extends Plain>(work: (tx: Tx) => Promise<T>, options?: TransactionOptions): Promise<T>;
  /** As `transaction`, for one part of a request that does several things, each by itself: a repeat repeats none that was done. */
  partTransaction<T extends Plain>(part: string, work: (tx: Tx) => Promise<T>): Promise<T>;
  /**
   * As `transaction`, outside the request's idempotency key: for what stands although the request is refused, such as a wrong
   * try, and for what comes before the work that the key guards.
   */
  ownTransaction<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
  /** Sends a job in the caller's transaction: no commit, no job. */
  enqueue: Enqueue;
  /** Has the clock's work of this name done right after the next commit, and not only at its next turn. */
  wake(clockJob: string): void;
};

const noPermissions: ReadonlySet<Permission> = new Set();

export const nobody: Actor = { kind: 'nobody', id: 'nobody', roles: [], permissions: noPermissions, sessionId: null };
/** Whoever shows a token that is none, or none any more. */
export const strangerWithToken: Actor = { ...nobody, id: 'token' };
/** The clock and the start act as the system. It votes on nothing and moves nothing that a person should. */
export const system: Actor = { kind: 'system', id: 'system', roles: [], permissions: noPermissions, sessionId: null };
