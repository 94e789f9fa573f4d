import { Readable } from 'node:stream';
import { isInQuery, type Route } from '@interlock/contract/route.ts';
import { create } from 'content-disposition';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { authorize } from '../authorize.ts';
import type { Actor, Ctx } from '../ctx.ts';
import type { FileAnswer } from '../file-answer.ts';
import { must, refuse } from '../refusal.ts';
import { BODY_MS, bodyWithin } from './body-time.ts';
import { mayCrossSite } from './cross-site.ts';
import { inTurns } from './in-turn.ts';
import { Problem } from './problem.ts';
import { limitOf } from './rate-limit.ts';
import { type Received, type UploadSettings, withUpload } from './upload.ts';

declare module 'fastify' {
  interface FastifyRequest {
    actor: Actor;
    now: Date;
    /** Something of it was committed: whatever fails from then on, it was done at least in part. */
    hasCommitted?: boolean;
  }
  interface FastifyContextConfig {
    route?: Route;
  }
}

/** `more` is the reply; of a call that takes a file, the file. */
export type Served = { route: Route; handle: (ctx: Ctx, input: never, more: never) => Promise<unknown> };

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
    const { name, pieces, bytes } = await handle(ctx, input);
    reply.type(produces).headers(asDownload(name));
    if (bytes !== undefined) reply.header('content-length', bytes);
    return Readable.from(pieces, { objectMode: false });
  };
  return { route: route as unknown as Route, handle: send as Served['handle'] };
}

/** Nothing that somebody has sent here is ever shown in our own page: it is saved, and where it is opened it may do nothing. */
const asDownload = (name: string): Record<string, string> => ({
  'content-disposition': create(name),
  'content-security-policy': "sandbox; default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'cache-control': 'private, no-store',
});

/** As `serve`, for calls that take a file (`takes`). It is there as a whole before `handle` begins, and gone afterwards. */
export function serveUpload<I extends z.ZodObject, O extends z.ZodType>(
  route: Route<I, O>,
  handle: (ctx: Ctx, input: z.output<I>, file: Received) => Promise<z.input<O>>,
): Served {
  if (route.takes !== 'file') throw new Error(`${route.path} does not say that it takes a file`);
  return { route: route as unknown as Route, handle: handle as Served['handle'] };
}

/** One `input` becomes params, and query or body: names in the path go there, the rest by method. Unknown names are refused. */
export function split(route: Route) {
  const inPath = new Set([...route.path.matchAll(/:(\w+)/g)].map((match) => match[1] ?? ''));
  for (const name of inPath)
    if (!(name in route.input.shape)) throw new Error(`${route.path}: ${name} is not in input`);
  const pick = (want: (name: string) => boolean) =>
    z.object(Object.fromEntries(Object.entries(route.input.shape).filter(([name]) => want(name)))).strict();
  const rest = pick((name) => !inPath.has(name));
  const empty = Object.keys(rest.shape).length === 0;
  return {
    ...(inPath.size > 0 && { params: pick((name) => inPath.has(name)) }),
    ...(isInQuery(route) ? { querystring: rest } : empty ? {} : { body: rest }),
    ...(route.takes === 'file' && { body: z.any().meta({ format: 'binary' }), consumes: [FILE] }),
  };
}

const BODY_LIMIT = 256 * 1024;
const FILE = 'application/octet-stream';

const operationId = ({ method, path }: Route) =>
  `${method.toLowerCase()}${path.replace('/api/v1', '').replace(/\W+(\w)/g, (_match, letter: string) => letter.toUpperCase())}`;

type Wiring = {
  authenticate(request: FastifyRequest): Promise<Actor>;
  ctxOf(request: FastifyRequest): Ctx;
  now(): Date;
  uploads: UploadSettings;
};

type InTurn = ReturnType<typeof inTurns>;

export function serveAll(app: FastifyInstance, served: readonly Served[], given: Wiring): void {
  const wiring = { ...given, inTurn: inTurns() };
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  const takesFile = ({ route }: Served) => route.takes === 'file';
  for (const one of served) if (!takesFile(one)) serveOne(app, one, wiring);
  app.register(async (files) => {
    // These take nothing but files, and nothing else does. What comes is handed on unread.
    files.removeAllContentTypeParsers();
    files.addContentTypeParser(FILE, (_request, payload, done) => done(null, payload));
    for (const one of served) if (takesFile(one)) serveOne(files, one, wiring);
  });
}

function serveOne(app: FastifyInstance, { route, handle }: Served, wiring: Wiring & { inTurn: InTurn }): void {
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
    ...(isShort(route) && !isInQuery(route) && { preParsing: bodyWithin(BODY_MS) }),
    preValidation: async (request) => {
      if (!('body' in parts)) mustBringNothing(request.body);
    },
    handler: async (request, reply) => {
      const query = { ...object(request.query), ...object(request.params) };
      if (route.takes === 'file') {
        return withUpload(request, wiring.uploads, (file) =>
          handle(wiring.ctxOf(request), query as never, file as never),
        );
      }
      const work = () => handle(wiring.ctxOf(request), { ...object(request.body), ...query } as never, reply as never);
      return request.actor.kind === 'nobody' ? work() : wiring.inTurn(request.actor.id, work);
    },
  });
}

/** What it takes comes in a moment: no file, and nothing as long as one. */
const isShort = ({ takes, bodyLimit }: Route): boolean => takes === undefined && bodyLimit === undefined;

function mustBringNothing(body: unknown): void {
  const fields = Object.keys(object(body));
  if (fields.length === 0) return;
  refuse('invalid', 'This call takes no body.', {
    errors: fields.map((path) => ({ path, message: 'unknown field' })),
  });
}

const answerOf = ({ produces, output }: Route) =>
  produces === undefined ? output : { content: { [produces.split(';')[0] ?? produces]: { schema: output } } };

const object = (part: unknown): object => (typeof part === 'object' && part !== null ? part : {});
