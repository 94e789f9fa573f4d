export { actorOf } from './actor-of.ts';
export { dropLinksOf, findLink, newLink, saveLink, spendLink } from './link.store.ts';
export { hashPassword, isOutdated, passwordMatches, todaysCost } from './password.ts';
export { endSessionsOf, type NewSession, newSession } from './session.store.ts';
export { asPerson, startSession } from './start-session.ts';
export { takeOwnTry, takeTry } from './take-try.ts';
export { forgetTry } from './throttle.store.ts';
export { revokeAllTokens, revokeTokensOf, tokensAt } from './token.store.ts';
