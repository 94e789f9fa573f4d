import { STATUS_CODES } from 'node:http';
import type { RefusalCode } from '@interlock/contract/refusals.ts';
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { isFull, isTurnedAway, isUnavailable } from '../database/db.ts';
import { type No, no, Refusal, statusOf, titleOf } from '../refusal.ts';
import { diskFull, isDiskFull } from './upload.ts';

/** RFC 9457. `code` is stable; `detail` says why and `next` what would help. */
export const Problem = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.number().int(),
    code: z.string(),
    detail: z.string(),
    next: z.string().optional(),
    errors: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
    guards: z.array(z.unknown()).optional(),
    requestId: z.string(),
  })
  .meta({ id: 'Problem' });

export function answerRefusal(request: FastifyRequest, reply: FastifyReply, refused: No): FastifyReply {
  const status = statusOf(refused.code);
  if (refused.retryAfterSeconds !== undefined) reply.header('retry-after', refused.retryAfterSeconds);
  if (status === 401 && request.headers.authorization) reply.header('www-authenticate', 'Bearer');
  return reply
    .status(status)
    .type('application/problem+json')
    .serializer(JSON.stringify)
    .send({
      type: `urn:interlock:refusal:${refused.code}`,
      title: titleOf(refused.code),
      status,
      code: refused.code,
      detail: refused.because,
      ...(refused.next !== undefined && { next: refused.next }),
      ...(refused.errors && { errors: refused.errors }),
      ...(refused.guards && { guards: refused.guards }),
      requestId: request.id,
    });
}

/** Every error on its way out: a refusal keeps its code, the framework's own become ours, the rest is a bug and says nothing. */
export function answerError(error: FastifyError, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  if (error instanceof Refusal) return answerRefusal(request, reply, error.no);
  if (hasZodFastifySchemaValidationErrors(error)) return answerRefusal(request, reply, invalidFields(error));
  const known = frameworkRefusal(error);
  const range = rangeOf(error);
  if (range !== undefined) reply.header('content-range', range);
  if (known) return answerRefusal(request, reply, known);
  if (isDiskFull(error)) {
    request.log.error({ err: error }, 'the disk is full');
    return answerRefusal(request, reply, diskFull);
  }
  if (isFull(error)) {
    request.log.error({ err: error }, 'the disk of the database is full');
    return answerRefusal(request, reply, databaseFull);
  }
  if (isUnavailable(error)) {
    request.log.error({ err: error }, 'the database is away');
    return answerRefusal(request, reply, isTurnedAway(error) && !request.hasCommitted ? busy : unavailableTo(request));
  }
  request.log.error({ err: error }, 'a bug');
  return answerRefusal(
    request,
    reply,
    no('internal', `It was logged under ${request.id}. Look whether it was done before you do it again.`),
  );
}

const busy = no('overloaded', 'The database had no connection free. It was turned away before anything was done.', {
  next: 'Send it again in a moment.',
  retryAfterSeconds: 5,
});

function unavailableTo({ method, headers }: FastifyRequest): No {
  const later = { retryAfterSeconds: 5 };
  if (method === 'GET' || method === 'HEAD')
    return no('unavailable', 'The database did not answer.', { next: 'Ask again in a moment.', ...later });
  const next =
    headers['idempotency-key'] === undefined
      ? 'Look whether it was done before you send it again.'
      : 'Send it again with the same Idempotency-Key: it is done at most once.';
  return no('unavailable', 'Whether it was done is not known.', { next, ...later });
}

const databaseFull = no('disk_full', 'The database has no room for it. Nothing was kept.', {
  next: 'Tell the operator, and send it again when there is room.',
  retryAfterSeconds: 60,
});

type ZodFailure = Parameters<typeof hasZodFastifySchemaValidationErrors>[0] & {
  validation: { instancePath: string; keyword: string; message?: string; params?: { keys?: string[] } }[];
};

function invalidFields(error: unknown): No {
  const errors = (error as ZodFailure).validation.flatMap(({ instancePath, keyword, message, params }) => {
    const path = instancePath.replace(/^\//, '').replaceAll('/', '.');
    const unknown = keyword === 'unrecognized_keys' ? (params?.keys ?? []) : [];
    if (unknown.length > 0) {
      return unknown
        .slice(0, 20)
        .map((key) => ({ path: [path, key].filter(Boolean).join('.').slice(0, 200), message: 'unknown field' }));
    }
    return [{ path: path.slice(0, 200), message: message ?? 'not right' }];
  });
  return no(
    'invalid',
    `Look at ${[...new Set(errors.map(({ path }) => path || 'the body'))].slice(0, 5).join(', ')}.`,
    { errors },
  );
}

const byStatus: Record<number, RefusalCode> = {
  400: 'invalid',
  403: 'not_found',
  404: 'not_found',
  405: 'method_not_allowed',
  408: 'too_slow',
  413: 'too_large',
  414: 'too_large',
  415: 'media_type',
  412: 'other_version',
  416: 'no_such_range',
  429: 'too_many_requests',
  431: 'too_large',
};

/** How long the file is of which a part was asked for that it does not have. */
const rangeOf = (error: FastifyError & { headers?: Record<string, string> }): string | undefined =>
  error.statusCode === 416 ? error.headers?.['Content-Range'] : undefined;

const called: Partial<Record<RefusalCode, string>> = {
  other_version: 'The file is not as If-Match or If-Unmodified-Since says.',
  no_such_range: 'The file does not have the part that Range asks for.',
};

function frameworkRefusal(error: FastifyError): No | undefined {
  const status = error.statusCode ?? 0;
  if (status === 503)
    return no('overloaded', error.message, { next: 'Send it again in a moment.', retryAfterSeconds: 5 });
  const code = byStatus[status];
  if (!code) return undefined;
  if (code === 'not_found') return no(code, 'There is nothing at this address.');
  return no(
    code,
    called[code] ?? (error.message || (STATUS_CODES[status] ?? '')),
    code === 'too_many_requests' ? { retryAfterSeconds: 60 } : {},
  );
}
