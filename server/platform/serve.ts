import { Readable } from 'node:stream';
import type { Route } from '@interlock/contract/route.ts';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { authorize } from './authorize.ts';
import { mayCrossSite } from './cross-site.ts';
import type { Actor, Ctx } from './ctx.ts';
import type { FileAnswer } from './file-answer.ts';
import { Problem } from './problem.ts';
import { limitOf } from './rate-limit.ts';
import { must, refuse } from './refusal.ts';

declare module 'fastify' {
  interface FastifyRequest {
    actor: Actor;
    now: Date;
  }
  interface FastifyContextConfig {
    route?: Route;
  }
}

export type Served = { route: Route; handle: (ctx: Ctx, input: never, reply: FastifyReply) => Promise<unknown> };

/** Joins a call of the contract with what carries it out. Wrong inputs and answers do not compile. */
export function serve<I extends z.ZodObject, O extends z.ZodType>(
  route: Route<I, O>,
  handle: (ctx: Ctx, input: z.output<I>, reply: FastifyReply) => Promise<z.input<O>>,
): Served {
  return { route: route as unknown as Route, handle: handle as Served['handle'] };
}

/** As `serve`, for calls that answer a file (`produces`). A piece that fails breaks the connection, so that no half file looks whole. */
export function serveFile<I extends z.ZodObject, O extends z.ZodType>(
  route: Route<I, O>,
  handle: (ctx: Ctx, input: z.output<I>) => Promise<FileAnswer>,
): Served {
  const { produces } = route;
  if (produces === undefined) throw new Error(`${route.path} does not say what it produces`);
  const send = async (ctx: Ctx, input: z.output<I>, reply: FastifyReply) => {
    const { name, pieces } = await handle(ctx, input);
    reply.type(produces).header('content-disposition', `attachment; filename="${name}"`);
    return Readable.from(pieces);
  };
  return { route: route as unknown as Route, handle: send as Served['handle'] };
}

/** One `input` becomes params, and query or body: names in the path go there, the rest by method. Unknown names are refused. */
export function split(route: Route) {
  const inPath = new Set([...route.path.matchAll(/:(\w+)/g)].map((match) => match[1] ?? ''));
  for (const name of inPath)
    if (!(name in route.input.shape)) throw new Error(`${route.path}: ${name} is not in input`);
  const pick = (want: (name: string) => boolean) =>
    z.object(Object.fromEntries(Object.entries(route.input.shape).filter(([name]) => want(name)))).strict();
  const rest = pick((name) => !inPath.has(name));
  const inQuery = route.method === 'GET' || route.method === 'DELETE';
  const empty = Object.keys(rest.shape).length === 0;
  return {
    ...(inPath.size > 0 && { params: pick((name) => inPath.has(name)) }),
    ...(inQuery ? { querystring: rest } : empty ? {} : { body: rest }),
  };
}

const BODY_LIMIT = 256 * 1024;

const operationId = ({ method, path }: Route) =>
  `${method.toLowerCase()}${path.replace('/api/v1', '').replace(/\W+(\w)/g, (_match, letter: string) => letter.toUpperCase())}`;

export function serveAll(
  app: FastifyInstance,
  served: readonly Served[],
  wiring: { authenticate(request: FastifyRequest): Promise<Actor>; ctxOf(request: FastifyRequest): Ctx; now(): Date },
): void {
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  for (const { route, handle } of served) {
    const parts = split(route);
    app.route({
      method: route.method,
      url: route.path,
      bodyLimit: route.bodyLimit ?? BODY_LIMIT,
      schema: {
        ...parts,
        response: { 200: answerOf(route), default: Problem },
        summary: route.summary,
        operationId: operationId(route),
        tags: [route.path.split('/')[3] ?? 'api'],
        ...(route.permission === 'anyone' ? { security: [] } : {}),
      },
      config: { route, ...limitOf(route) },
      // Before the body is read: whoever may not call learns nothing of what the call takes.
      onRequest: async (request) => {
        request.now = wiring.now();
        request.actor = await wiring.authenticate(request);
        must(authorize(request.actor, route.permission));
        must(mayCrossSite(request, route));
      },
      preValidation: async (request) => {
        const body = request.body;
        if (!('body' in parts) && body && Object.keys(body).length > 0) {
          refuse('invalid', 'This call takes no body.', {
            errors: Object.keys(body).map((path) => ({ path, message: 'unknown field' })),
          });
        }
      },
      handler: async (request, reply) => {
        const input = { ...object(request.query), ...object(request.body), ...object(request.params) };
        return handle(wiring.ctxOf(request), input as never, reply);
      },
    });
  }
}

const answerOf = ({ produces, output }: Route) =>
  produces === undefined ? output : { content: { [produces.split(';')[0] ?? produces]: { schema: output } } };

const object = (part: unknown): object => (typeof part === 'object' && part !== null ? part : {});
