import { type Access, type Permission, permissionsGiven } from '@interlock/contract/permissions.ts';
import { type Actor, strangerWithToken } from './ctx.ts';
import { must, no, type Verdict, yes } from './refusal.ts';

/** The one answer to "may they?", for every transport. What is not permitted by name is refused. */
export function authorize(actor: Actor, access: Access): Verdict<true> {
  if (access === 'anyone') return yes(true);
  if (actor === strangerWithToken) {
    return no('not_signed_in', 'The token that was sent is not known here, has expired or was revoked.', {
      next: 'Make another in Profile, and send that one.',
    });
  }
  if (actor.kind === 'nobody')
    return no('not_signed_in', 'This takes a session or an API token.', { next: 'Sign in.' });
  if (access === 'session') {
    return actor.sessionId
      ? yes(true)
      : no('session_required', 'An API token cannot do this.', { next: 'Sign in in the browser and do it there.' });
  }
  if (access === 'signed_in') {
    return actor.kind === 'person' ? yes(true) : no('forbidden', 'This is for people.');
  }
  if (actor.permissions.has(access)) return yes(true);
  if (actor.sessionId === null && permissionsGiven(actor.roles).has(access)) {
    return no('out_of_scope', `Your roles permit ${access}, this token does not.`, {
      next: 'Make a token with the scope for it, in Profile.',
    });
  }
  return no('forbidden', `This takes the permission ${access}.`, {
    next: 'Ask an administrator for a role that has it.',
  });
}

/** For use cases: jobs and other features reach them without a route. */
export function requirePermission(actor: Actor, permission: Permission): void {
  must(authorize(actor, permission));
}

/** For acts that would let whoever holds a token become somebody else: they take a person at a browser. */
export function requireSession(actor: Actor): void {
  must(authorize(actor, 'session'));
}
