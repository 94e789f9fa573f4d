import { sql } from 'kysely';
import type { Db, Reads, Tx } from '../../platform/database/db.ts';
import { hashOfSecret } from '../../platform/ids.ts';
import { type No, type Verdict, yes } from '../../platform/refusal.ts';
import { mayTry, TRIES_PER_ACCOUNT, TRIES_PER_ADDRESS, TRY_WINDOW_MS } from './sessions.rules.ts';

/** Where something is guessed: from an address and, where one is named, on an account. */
export type Guess = { account: string | null; address: string; isSignedIn?: boolean };

/** Counts a try, where there are not too many already. Tries on one account or from one address wait for each other. */
export async function countTry(tx: Tx, guess: Guess, now: Date): Promise<Verdict<string>> {
  // What is typed as an e-mail is now and then a password: only its hash is kept.
  const account = guess.account === null ? '' : hashOfSecret(guess.account).toString('base64url');
  for (const taken of [account && `try on ${account}`, `try from ${guess.address}`].filter(Boolean)) {
    await sql`select pg_advisory_xact_lock(hashtextextended(${taken}, 0))`.execute(tx);
  }
  const verdict = await verdictOn(tx, account, guess.isSignedIn ? '' : guess.address, now);
  if (verdict) return verdict;
  const made = await tx
    .insertInto('sign_in_failure')
    .values({ account, address: guess.address, at: now })
    .returning('id')
    .executeTakeFirstOrThrow();
  return yes(made.id);
}

async function verdictOn(tx: Reads, account: string, address: string, now: Date): Promise<No | undefined> {
  const since = new Date(now.getTime() - TRY_WINDOW_MS);
  const { rows } = await sql<{ account: Date | null; address: Date | null }>`
    select
      (select at from sign_in_failure where account = ${account} and account <> '' and at > ${since}
        order by at desc offset ${TRIES_PER_ACCOUNT - 1} limit 1) as account,
      (select at from sign_in_failure where address = ${address} and address <> '' and at > ${since}
        order by at desc offset ${TRIES_PER_ADDRESS - 1} limit 1) as address`.execute(tx);
  const verdict = mayTry(rows[0]?.account ?? null, rows[0]?.address ?? null, now);
  return verdict.ok ? undefined : verdict;
}

/** The try was right after all. */
export async function forgetTry(tx: Reads, tryId: string): Promise<void> {
  await tx.deleteFrom('sign_in_failure').where('id', '=', tryId).execute();
}

export async function forgetOldTries(db: Db, before: Date): Promise<void> {
  await db.deleteFrom('sign_in_failure').where('at', '<', before).execute();
}
