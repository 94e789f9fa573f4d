import { z } from 'zod';
import { scopes } from './permissions.ts';
import { route } from './route.ts';
import { Instant, id, Nothing, PageQuery, page, words } from './shared.ts';

export const signOutRoute = route({
  method: 'DELETE',
  path: '/api/v1/session',
  permission: 'session',
  summary: 'Sign out: this session ends.',
  input: z.object({}),
  output: Nothing,
});

export const Session = z
  .object({
    id: z.string(),
    current: z.boolean(),
    device: z.string(),
    startedAt: Instant,
    lastUsedAt: Instant,
    endsAt: Instant,
  })
  .meta({ id: 'Session' });

export const listSessionsRoute = route({
  method: 'GET',
  path: '/api/v1/me/sessions',
  permission: 'session',
  summary: 'Where you are signed in, the latest sign-in first.',
  input: z.object(PageQuery),
  output: page(Session),
});

export const endSessionRoute = route({
  method: 'DELETE',
  path: '/api/v1/me/sessions/:sessionId',
  permission: 'session',
  summary: 'End one of your sessions.',
  input: z.object({ sessionId: id('ses') }),
  output: Nothing,
});

export const endOtherSessionsRoute = route({
  method: 'DELETE',
  path: '/api/v1/me/sessions',
  permission: 'session',
  summary: 'End all your sessions but this one.',
  input: z.object({}),
  output: z.object({ ended: z.number().int() }),
});

export const Token = z
  .object({
    id: z.string(),
    name: z.string(),
    scopes: z.array(z.enum(scopes)),
    createdAt: Instant,
    expiresAt: Instant,
    lastUsedAt: Instant.nullable(),
  })
  .meta({ id: 'Token' });

export const listTokensRoute = route({
  method: 'GET',
  path: '/api/v1/me/tokens',
  permission: 'session',
  summary: 'Your API tokens, the newest first.',
  input: z.object(PageQuery),
  output: page(Token),
});

export const createTokenRoute = route({
  method: 'POST',
  path: '/api/v1/me/tokens',
  permission: 'session',
  summary: 'Make an API token; its secret is shown this once.',
  input: z.object({
    name: words(80),
    scopes: z.array(z.enum(scopes)).min(1).max(scopes.length),
    days: z.number().int().min(1).max(365),
  }),
  output: z.object({ token: Token, secret: z.string() }),
});

export const revokeTokenRoute = route({
  method: 'DELETE',
  path: '/api/v1/me/tokens/:tokenId',
  permission: 'session',
  summary: 'Revoke one of your API tokens; it dies at once.',
  input: z.object({ tokenId: id('tok') }),
  output: Nothing,
});
