import { randomBytes } from 'node:crypto';
import { permissionsGiven, type Role } from '@interlock/contract/permissions.ts';
import type { Route } from '@interlock/contract/route.ts';
import type { z } from 'zod';
import { authorize } from '../../platform/authorize.ts';
import { type Actor, type Ctx, system } from '../../platform/ctx.ts';
import type { Tx } from '../../platform/database/db.ts';
import { nowhere } from '../../platform/outside.ts';
import { must } from '../../platform/refusal.ts';

/** A call as the server offers it to everybody, with what carries it out. */
export type Offered = { route: Route; handle(ctx: Ctx, input: never, more: never): Promise<unknown> };
/** What the clock's jobs do. */
export type Worked = { queue: string; handle(ctx: Ctx, data: never): Promise<void> };
export type House = { calls: readonly Offered[]; jobs: readonly Worked[] };

/** Where the play is played: the calls that everybody uses, at a moment that is handed in, in one transaction. */
export type Stage = {
  call<I extends z.ZodObject, O extends z.ZodType>(
    actor: Actor,
    at: Date,
    route: Route<I, O>,
    input: z.input<I>,
  ): Promise<z.output<O>>;
  work(at: Date, queue: string, data: object): Promise<void>;
  at(actor: Actor, at: Date): Ctx;
};

export const actorOf = (id: string, roles: readonly Role[]): Actor => ({
  ...{ kind: 'person', id, roles, sessionId: 'demo' },
  permissions: permissionsGiven(roles),
});

/** Lets the first ones in. It is the system's act, since nobody is there yet. */
export const doorman: Actor = { ...system, permissions: new Set(['person.manage']), sessionId: 'demo' };

export function openStage(ctx: Ctx, tx: Tx, { calls, jobs }: House): Stage {
  const name = ({ method, path }: Route) => `${method} ${path}`;
  const offered = new Map(calls.map((one) => [name(one.route), one]));
  const outside = nowhere(randomBytes(32));
  let nth = 0;
  const at = (actor: Actor, now: Date): Ctx => ({
    ...{ ...ctx, actor, now, requestId: `demo_${++nth}`, via: 'demo', address: '', device: '', db: tx },
    // Nobody is told of it: no job, no mail, no post.
    ...{ outside, enqueue: async () => {} },
    transaction: (work) => work(tx),
    partTransaction: (_part, work) => work(tx),
    ownTransaction: (work) => work(tx),
  });
  return {
    at,
    call: async (actor, now, route, input) => {
      const found = offered.get(name(route as unknown as Route));
      if (!found) throw new Error(`nobody serves ${route.method} ${route.path}`);
      must(authorize(actor, route.permission));
      const parsed = route.input.parse(input) as never;
      return route.output.parse(await found.handle(at(actor, now), parsed, undefined as never));
    },
    work: async (now, queue, data) => {
      const found = jobs.find((one) => one.queue === queue);
      if (!found) throw new Error(`nobody works ${queue}`);
      await found.handle({ ...at(system, now) }, data as never);
    },
  };
}
