import type { FastifyReply, FastifyRequest, RequestPayload } from 'fastify';
import { no, Refusal } from '../refusal.ts';

/** A body of 256 KiB comes in this time over the slowest line that anybody works on; files have longer. */
export const BODY_MS = 60_000;

/** A hook by which a body that has not come to its end in time is refused, and its connection is let go. */
export const bodyWithin =
  (ms: number) =>
  async (_request: FastifyRequest, _reply: FastifyReply, body: RequestPayload): Promise<void> => {
    const tooSlow = () => {
      // Whoever reads the body hears it as its end. Where nobody reads any more it would be a fault of the process.
      if (body.listenerCount('error') === 0) return;
      body.emit('error', new Refusal(no('too_slow', `The body did not come to its end in ${ms / 1000} s.`)));
    };
    const waiting = setTimeout(tooSlow, ms).unref();
    for (const over of ['end', 'close']) body.once(over, () => clearTimeout(waiting));
  };
