import { no, type Verdict, yes } from '../../platform/refusal.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** A session ends when it was not used for 8 hours, and after 7 days however much it was used. */
export const SESSION_IDLE_MS = 8 * HOUR;
export const SESSION_LIFE_MS = 7 * DAY;
/** When something was last used is worth one write a minute and no more. */
const USE_NOTED_EVERY_MS = MINUTE;
/** An expired token stays on its owner's list for a while, so that they see why a script stopped. */
export const TOKEN_LISTED_AFTER_END_MS = 30 * DAY;

/** From where somebody signed in is known so long after they last did. */
export const TRACE_KEPT_MS = 90 * DAY;

type SessionTimes = { lastUsedAt: Date; endsAt: Date };

/** The instant until which a session that is not used again stays alive. */
export function endOf({ lastUsedAt, endsAt }: SessionTimes): Date {
  return new Date(Math.min(lastUsedAt.getTime() + SESSION_IDLE_MS, endsAt.getTime()));
}

export function isAlive(session: SessionTimes, now: Date): boolean {
  return now <= endOf(session);
}

export function isUseWorthNoting(lastUsedAt: Date | null, now: Date): boolean {
  return lastUsedAt === null || now.getTime() - lastUsedAt.getTime() >= USE_NOTED_EVERY_MS;
}

/** Each secret says by its prefix what it is, and works nowhere else. */
export const SESSION_PREFIX = 'ilk_ses';
export const TOKEN_PREFIX = 'ilk_tok';

export const linkKinds = ['set_up', 'invitation', 'reset'] as const;
export type LinkKind = (typeof linkKinds)[number];

const links: Record<LinkKind, { prefix: string; lifeMs: number; page: string }> = {
  set_up: { prefix: 'ilk_set', lifeMs: HOUR, page: 'set-up' },
  invitation: { prefix: 'ilk_inv', lifeMs: 7 * DAY, page: 'invitation' },
  reset: { prefix: 'ilk_rst', lifeMs: DAY, page: 'reset' },
};

export const prefixOfLink = (kind: LinkKind): string => links[kind].prefix;
export const endOfLink = (kind: LinkKind, now: Date): Date => new Date(now.getTime() + links[kind].lifeMs);

/** The secret stands in the fragment, which a browser keeps to itself: no log and no Referer carries it. */
export const addressOfLink = (publicUrl: string, kind: LinkKind, secret: string): string =>
  `${publicUrl}/${links[kind].page}#${secret}`;

export const kindOfSecret = (secret: string): LinkKind | undefined =>
  linkKinds.find((kind) => secret.startsWith(`${links[kind].prefix}_`));

export const TRY_WINDOW_MS = 15 * MINUTE;
/** Wrong tries within the window that close an account, and an address, to further ones. */
export const TRIES_PER_ACCOUNT = 10;
export const TRIES_PER_ADDRESS = 50;

/**
 * Given the instants of the tenth last wrong try on the account and the fiftieth last from the address, where there were
 * that many within the window: whether one more is let through, or when it will be. A right password does not help either.
 */
export function mayTry(tenthOnAccount: Date | null, fiftiethFromAddress: Date | null, now: Date): Verdict<true> {
  const [account, address] = [tenthOnAccount, fiftiethFromAddress].map((at) => (at ? at.getTime() + TRY_WINDOW_MS : 0));
  const seconds = Math.ceil((Math.max(account ?? 0, address ?? 0) - now.getTime()) / 1000);
  if (seconds <= 0) return yes(true);
  const wait = `Wait ${Math.ceil(seconds / 60)} min and try again`;
  if ((address ?? 0) > (account ?? 0)) {
    return no('too_many_tries', 'Too many wrong tries came from your network address.', {
      next: `${wait}. The link of an invitation or a reset works meanwhile: an administrator gives you one.`,
      retryAfterSeconds: seconds,
    });
  }
  return no('too_many_tries', 'There were too many wrong tries on this account.', {
    next: `${wait}, or ask an administrator for a reset link.`,
    retryAfterSeconds: seconds,
  });
}
