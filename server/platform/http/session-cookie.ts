import type { FastifyReply, FastifyRequest } from 'fastify';

/** With an https address the browser itself sees to it that no other host and no plain request ever sets this cookie. */
const nameOf = (secure: boolean) => (secure ? '__Host-interlock' : 'interlock');

/** The one place that knows what the session cookie is called and how it is guarded. */
export function sessionCookie(secure: boolean) {
  const name = nameOf(secure);
  const guards = { path: '/', httpOnly: true, sameSite: 'lax', secure } as const;
  return {
    read: (request: FastifyRequest): string | undefined => request.cookies[name],
    set: (reply: FastifyReply, session: { secret: string; endsAt: Date }): void => {
      reply.setCookie(name, session.secret, { ...guards, expires: session.endsAt });
    },
    clear: (reply: FastifyReply): void => {
      reply.clearCookie(name, guards);
    },
  };
}
