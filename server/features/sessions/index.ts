export { actorOf } from './actor-of.ts';
export { dropLinksOf, findLink, newLink, saveLink, spendLink } from './link.store.ts';
export { hashPassword, isOutdated, passwordMatches, todaysCost } from './password.step.ts';
export { endSessionsOf, type NewSession, newSession } from './session.store.ts';
export { asPerson, startSession, takeOwnTry, takeTry } from './signing-in.step.ts';
export { forgetTry } from './throttle.store.ts';
export { revokeAllTokens, revokeTokensOf, tokensAt } from './token.store.ts';
