import {
  createTokenRoute,
  endOtherSessionsRoute,
  endSessionRoute,
  listSessionsRoute,
  listTokensRoute,
  revokeTokenRoute,
  signOutRoute,
} from '@interlock/contract/sessions.ts';
import { type Served, serve } from '../../platform/http/serve.ts';
import { sessionCookie } from '../../platform/http/session-cookie.ts';
import { createToken, revokeToken } from './create-token.ts';
import { endOtherSessions, endSession } from './end-session.ts';
import { sessionsOf, tokensOf } from './sessions.view.ts';

export function sessionRoutes({ secure }: { secure: boolean }): Served[] {
  const cookie = sessionCookie(secure);
  return [
    serve(signOutRoute, async (ctx, _input, reply) => {
      await endSession(ctx, { sessionId: ctx.actor.sessionId ?? '' });
      cookie.clear(reply);
      return {};
    }),
    serve(listSessionsRoute, (ctx, asked) =>
      sessionsOf(ctx.db, { personId: ctx.actor.id, ...asked }, ctx.actor.sessionId, ctx.now),
    ),
    serve(endOtherSessionsRoute, (ctx) => endOtherSessions(ctx)),
    serve(endSessionRoute, async (ctx, input, reply) => {
      await endSession(ctx, input);
      if (input.sessionId === ctx.actor.sessionId) cookie.clear(reply);
      return {};
    }),
    serve(listTokensRoute, (ctx, asked) => tokensOf(ctx.db, { personId: ctx.actor.id, ...asked }, ctx.now)),
    serve(createTokenRoute, (ctx, input) => createToken(ctx, input)),
    serve(revokeTokenRoute, async (ctx, input) => {
      await revokeToken(ctx, input);
      return {};
    }),
  ];
}
