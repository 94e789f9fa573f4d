import type { RateLimitOptions, RateLimitPluginOptions } from '@fastify/rate-limit';
import type { Route } from '@interlock/contract/route.ts';
import type { FastifyRequest } from 'fastify';
import { no, Refusal } from '../refusal.ts';

/** From one address: a runaway client is stopped, and nobody who works is. */
const REQUESTS_A_MINUTE = 300_000;

/** What holds for every request. Calls with a limit of their own are counted by that in its place. */
export const limitOfAll: RateLimitPluginOptions = {
  max: REQUESTS_A_MINUTE,
  timeWindow: '1 minute',
  // Whoever hung up meanwhile has no address any more, and is counted all the same.
  keyGenerator: ({ ip }: { ip?: string }) => ip ?? 'gone',
  errorResponseBuilder: (_request, { max, ttl }) =>
    new Refusal(
      no('too_many_requests', `This is answered ${max} times a minute.`, {
        next: 'Wait as long as Retry-After says.',
        retryAfterSeconds: Math.max(1, Math.ceil(ttl / 1000)),
      }),
    ),
};

/** A call's own limit, counted for each person, or for each address of people who are not signed in. */
export function limitOf({ limit }: Route): { rateLimit?: RateLimitOptions } {
  if (!limit) return {};
  const counts = ({ query }: FastifyRequest): boolean =>
    limit.whenGiven === undefined || (typeof query === 'object' && query !== null && limit.whenGiven in query);
  return {
    rateLimit: {
      max: (request) => (counts(request) ? limit.perMinute : REQUESTS_A_MINUTE),
      keyGenerator: (request) => (counts(request) ? callerOf(request) : `any ${request.ip}`),
    },
  };
}

const callerOf = ({ actor, ip }: FastifyRequest): string =>
  actor.kind === 'nobody' ? `address ${ip}` : `actor ${actor.id}`;
