import type { Route } from '@interlock/contract/route.ts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { no } from '../refusal.ts';
import { answerRefusal } from './problem.ts';

type Call = Pick<Route, 'method' | 'path'>;
const health: readonly Call[] = (['/healthz', '/readyz', '/api/openapi.json'] as const).map(
  (path) => ({ method: 'GET', path }) as const,
);

/**
 * What is said where no call was found: 405 with the methods that the address takes, or that nothing is there. Which addresses
 * there are stands in the OpenAPI document, so nobody learns anything by it.
 */
export function answerNoCall(calls: readonly Call[]) {
  const known = [...calls, ...health].map(({ method, path }) => ({
    method,
    pattern: new RegExp(`^${path.replaceAll('.', '\\.').replace(/:\w+/g, '[^/]+')}$`),
  }));
  return (request: FastifyRequest, reply: FastifyReply): FastifyReply => {
    const [path = ''] = request.url.split(/[?#]/, 1);
    const methods = [...new Set(known.filter(({ pattern }) => pattern.test(path)).map(({ method }) => method))];
    if (methods.length === 0)
      return answerRefusal(request, reply, no('not_found', 'There is nothing at this address.'));
    const allowed = methods.flatMap((method) => (method === 'GET' ? ['GET', 'HEAD'] : [method])).join(', ');
    reply.header('allow', allowed);
    return answerRefusal(request, reply, no('method_not_allowed', `This address takes ${allowed}.`));
  };
}
