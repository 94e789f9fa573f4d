import { randomUUID } from 'node:crypto';
import { existsSync, readdirSync } from 'node:fs';
import cookie from '@fastify/cookie';
import helmet from '@fastify/helmet';
import rateLimit from '@fastify/rate-limit';
import fastifyStatic from '@fastify/static';
import swagger from '@fastify/swagger';
import underPressure from '@fastify/under-pressure';
import Fastify, { type FastifyBaseLogger, type FastifyInstance, type FastifyRequest, LogController } from 'fastify';
import { createJsonSchemaTransform, createJsonSchemaTransformObject } from 'fastify-type-provider-zod';
import type { Actor, Ctx } from '../ctx.ts';
import { no } from '../refusal.ts';
import { readJsonOnly } from './json-body.ts';
import { answerNoCall } from './methods-at.ts';
import { neverTurnedAway, pressure } from './pressure.ts';
import { answerError, answerRefusal } from './problem.ts';
import { limitOfAll } from './rate-limit.ts';
import { type Served, serveAll } from './serve.ts';
import { refuseExpectations, unreadableAnswerer } from './unreadable.ts';
import type { UploadSettings } from './upload.ts';

export type HttpOptions = {
  log: FastifyBaseLogger;
  version: string;
  trustProxy: string[] | false;
  secure: boolean;
  /** Hosts and origins that are ours; they are asked for at each request because the port is known only after listening. */
  ownHosts(): ReadonlySet<string>;
  ownOrigins(): ReadonlySet<string>;
  webFolder: string;
  served: readonly Served[];
  now(): Date;
  authenticate(request: FastifyRequest): Promise<Actor>;
  ctxOf(request: FastifyRequest): Ctx;
  /** Where a file is taken in, and how large it may be. */
  uploads: UploadSettings;
  ready(): Promise<{ ok: boolean; parts: Record<string, boolean> }>;
};

export async function openHttp(options: HttpOptions): Promise<FastifyInstance> {
  const app: FastifyInstance = Fastify({
    loggerInstance: options.log,
    // One line a request, written when it is answered.
    logController: new LogController({ disableRequestLogging: true }),
    trustProxy: options.trustProxy,
    genReqId: () => `req_${randomUUID()}`,
    bodyLimit: 256 * 1024,
    routerOptions: { maxParamLength: 16_384 },
    // Long enough for a file over a slow line; other bodies have less (`body-time.ts`).
    requestTimeout: 600_000,
    forceCloseConnections: 'idle',
    // Whoever names no host is told so by us, with our headers.
    http: { requireHostHeader: false },
    rewriteUrl: readableUrl,
    clientErrorHandler: unreadableAnswerer(() => app),
  });
  refuseExpectations(app);
  app.setErrorHandler(answerError);
  readJsonOnly(app);
  await app.register(helmet, headers(options.secure));
  await app.register(cookie);
  await app.register(rateLimit, limitOfAll);
  await app.register(underPressure, pressure);
  guardHosts(app, options);
  logRequests(app);
  await app.register(swagger, openApi(options.version));
  await app.register(async (api) => {
    serveAll(api, options.served, options);
    api.get('/api/openapi.json', { schema: { hide: true } }, async () => app.swagger());
  });
  serveHealth(app, options);
  await serveWeb(app, options);
  return app;
}

/** The framework answers an address that it cannot read past every hook of ours; this one it can read, and nothing is there. */
function readableUrl({ url = '/' }: { url?: string | undefined }): string {
  try {
    decodeURI(url.split(/[?#]/, 1)[0] ?? '/');
    return url;
  } catch {
    return '/api/unreadable';
  }
}

const headers = (secure: boolean): Parameters<typeof helmet>[1] => ({
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      defaultSrc: ["'self'"],
      baseUri: ["'none'"],
      objectSrc: ["'none'"],
      frameAncestors: ["'none'"],
      formAction: ["'self'"],
      imgSrc: ["'self'", 'data:'],
      styleSrcAttr: ["'unsafe-inline'"],
    },
  },
  referrerPolicy: { policy: 'same-origin' },
  strictTransportSecurity: secure ? { maxAge: 31_536_000, includeSubDomains: false } : false,
  xFrameOptions: { action: 'deny' },
});

/** A name that is not ours is refused, so that no other site's name can be made to point here. */
function guardHosts(app: FastifyInstance, { ownHosts, ownOrigins }: HttpOptions): void {
  app.decorateRequest('ownOrigins');
  app.addHook('onRequest', async (request, reply) => {
    request.ownOrigins = ownOrigins();
    if (hostsIn(request.raw.rawHeaders) > 1) {
      return answerRefusal(request, reply, no('invalid', 'The request has more than one Host header.'));
    }
    if (ownHosts().has(request.host.toLowerCase())) return;
    return answerRefusal(
      request,
      reply,
      no('unknown_host', 'The Host header names another address than this server has.', {
        next: 'An operator sets INTERLOCK_URL to the address that people use.',
      }),
    );
  });
}

/** Names and values take turns. */
const hostsIn = (raw: readonly string[]): number =>
  raw.filter((name, at) => at % 2 === 0 && name.toLowerCase() === 'host').length;

function logRequests(app: FastifyInstance): void {
  app.addHook('onSend', async (request, reply) => {
    reply.header('x-request-id', request.id);
    if (request.url.startsWith('/api/') && !reply.hasHeader('cache-control')) reply.header('cache-control', 'no-store');
  });
  app.addHook('onResponse', async (request, reply) => {
    const level = reply.statusCode >= 500 ? 'warn' : 'info';
    request.log[level](
      {
        method: request.method,
        // The route, not the address: what people type in never reaches the log.
        route: request.routeOptions.url ?? '(none)',
        status: reply.statusCode,
        ms: Math.round(reply.elapsedTime * 10) / 10,
        actor: request.actor?.id,
      },
      'request',
    );
  });
}

/** zod's own pattern for instants and the bounds of safe integers make the document unreadable and say nothing new. */
const zodToJsonConfig = {
  override: ({ jsonSchema }: { jsonSchema: Record<string, unknown> }) => {
    if (jsonSchema['format'] === 'date-time') delete jsonSchema['pattern'];
    if (jsonSchema['maximum'] === Number.MAX_SAFE_INTEGER) delete jsonSchema['maximum'];
    if (jsonSchema['minimum'] === Number.MIN_SAFE_INTEGER) delete jsonSchema['minimum'];
  },
};

const openApi = (version: string): Parameters<typeof swagger>[1] => ({
  openapi: {
    openapi: '3.1.0',
    info: { title: 'Interlock', version, description: 'IT change and release management.' },
    components: {
      securitySchemes: {
        bearer: { type: 'http', scheme: 'bearer', description: 'An API token, from Profile.' },
      },
    },
    security: [{ bearer: [] }],
  },
  transform: createJsonSchemaTransform({ zodToJsonConfig }),
  transformObject: createJsonSchemaTransformObject({ zodToJsonConfig }),
});

/**
 * What only programs ask for, however it is written: a page would be no answer to them. `/metrics` is what monitors look for, and it
 * is not here.
 */
const isForPrograms = (path: string): boolean => /^\/+(api|healthz|readyz|metrics)(\/|$)/i.test(decodeURI(path));

function serveHealth(app: FastifyInstance, { ready }: HttpOptions): void {
  app.get('/healthz', { schema: { hide: true }, config: neverTurnedAway }, async () => ({ ok: true }));
  app.get('/readyz', { schema: { hide: true } }, async (_request, reply) => {
    const answer = await ready();
    return reply.status(answer.ok ? 200 : 503).send(answer);
  });
}

async function serveWeb(app: FastifyInstance, { webFolder, served }: HttpOptions): Promise<void> {
  const answerNothing = answerNoCall(served.map(({ route }) => route));
  const there = existsSync(`${webFolder}/index.html`);
  if (there) {
    // Names under assets/ carry a hash of their content. One route serves them all: there are hundreds.
    await app.register(fastifyStatic, {
      ...{ root: `${webFolder}/assets`, prefix: '/assets/', index: false, decorateReply: false },
      setHeaders: (reply) => reply.header('cache-control', 'public, max-age=31536000, immutable'),
    });
    await app.register(fastifyStatic, { root: webFolder, serve: false, cacheControl: false });
    for (const { name } of readdirSync(webFolder, { withFileTypes: true }).filter((entry) => entry.isFile())) {
      app.get(`/${name}`, { schema: { hide: true } }, async (_request, reply) =>
        reply.header('cache-control', 'no-cache').sendFile(name),
      );
    }
    app.get('/api/docs', { schema: { hide: true } }, async (_request, reply) =>
      reply.header('cache-control', 'no-cache').sendFile('api-docs.html'),
    );
  }
  app.setNotFoundHandler(async (request, reply) => {
    const isRead = request.method === 'GET' || request.method === 'HEAD';
    const path = request.url.split('?', 1)[0] ?? '';
    const page = isRead && !isForPrograms(path) && !/\.\w{1,8}$/.test(path);
    if (there && page) return reply.header('cache-control', 'no-cache').sendFile('index.html');
    return answerNothing(request, reply);
  });
}
