import type { Ctx } from '../../platform/ctx.ts';
import type { Verdict } from '../../platform/refusal.ts';
import { countTry } from './throttle.store.ts';

/**
 * Counts a try as wrong before it is looked at, in a transaction of its own, so that guesses sent at once are counted too and
 * a refusal leaves its trace. Without an account only the address counts. Whoever turns out right hands the id to `forgetTry`.
 */
export async function takeTry(ctx: Ctx, account: string | null): Promise<Verdict<string>> {
  return ctx.ownTransaction((tx) => countTry(tx, { account, address: ctx.address }, ctx.now));
}

/** The same of somebody who is signed in already: what others typed at the same address closes nothing to them. */
export async function takeOwnTry(ctx: Ctx, account: string): Promise<Verdict<string>> {
  return ctx.ownTransaction((tx) => countTry(tx, { account, address: ctx.address, isSignedIn: true }, ctx.now));
}
