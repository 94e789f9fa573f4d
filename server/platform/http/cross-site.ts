import type { Route } from '@interlock/contract/route.ts';
import type { FastifyRequest } from 'fastify';
import { no, type Verdict, yes } from '../refusal.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Origins that are our own. */
    ownOrigins: ReadonlySet<string>;
  }
}

/**
 * A browser says where an unsafe request comes from. Requests with a bearer token carry no ambient right and are let through;
 * one that rests on a cookie, or sets one, must come from our own origin.
 */
export function mayCrossSite(request: FastifyRequest, route: Route): Verdict<true> {
  if (route.method === 'GET' || request.headers.authorization) return yes(true);
  const site = request.headers['sec-fetch-site'];
  const origin = request.headers.origin;
  const ours = origin !== undefined ? request.ownOrigins.has(origin) : site === 'same-origin';
  if (ours && (site === undefined || site === 'same-origin')) return yes(true);
  return no('cross_site', 'It carries neither our own Origin nor a bearer token.', {
    next: 'Use the web page of this server, or an API token.',
  });
}
