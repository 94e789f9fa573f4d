import type { FastifyUnderPressureOptions } from '@fastify/under-pressure';

/**
 * Turns requests away with 503 while the event loop is late by ten seconds on average. Where it stood still for a whole
 * second the plug-in has nothing measured and calls that endless; then nobody is turned away.
 */
export const pressure: FastifyUnderPressureOptions = {
  maxEventLoopDelay: 10_000,
  pressureHandler: async (_request, reply, _type, late) => {
    if (late === undefined || !Number.isFinite(late)) return;
    reply.header('Retry-After', 5);
    // Thrown, it ends the request; sent from here, the request would go on to be carried out.
    throw Object.assign(new Error('It was turned away before anything was done.'), { statusCode: 503 });
  },
};

/** Whether the process lives is answered however busy it is. */
export const neverTurnedAway = { pressureHandler: () => undefined };
