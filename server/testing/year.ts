import { type Route, requestOf } from '@interlock/contract/route.ts';
import type { z } from 'zod';
import { servedRoutes } from '../app.ts';
import { addGuardedModel } from './guarded-model.ts';
import { addNightModel } from './night.ts';
import { runSql } from './run-sql.ts';
import { type Answer, type Client, type Somebody, type World, world } from './world.ts';

/** Carries out one call of the story, which must succeed. */
export type Act = <I extends z.ZodObject, O extends z.ZodType>(
  client: Client,
  route: Route<I, O>,
  input: z.input<I>,
) => Promise<z.output<O>>;
export type People = Record<'rita' | 'carl' | 'mona' | 'sam' | 'abe' | 'ann', Somebody>;
export type Year = { bank: World; people: People; act: Act };
export type Chapters = Record<string, (year: Year) => Promise<void>>;

export const nameOf = ({ method, path }: Pick<Route, 'method' | 'path'>): string => `${method} ${path}`;

/** Every call that may change something. */
export const unsafeCalls: readonly string[] = servedRoutes({ secure: false, dataInsideClone: false })
  .filter(({ route }) => route.method !== 'GET')
  .map(({ route }) => nameOf(route));

/** These change nothing that anybody is told: they answer a question, mark what was read, or bring one more piece of a file. */
export const askingOnly: readonly string[] = [
  'POST /api/v1/models/try',
  'POST /api/v1/changes/needs',
  ...['POST /api/v1/decision-links/look', 'POST /api/v1/markdown', 'POST /api/v1/links/look'],
  ...['POST /api/v1/imports/runs/:runId/pieces', 'POST /api/v1/imports/runs/:runId/preview'],
  'POST /api/v1/imports/runs/:runId/incidents/preview',
  ...['POST /api/v1/notifications/read', 'POST /api/v1/notifications/:notificationId/read'],
];

/** A call as it goes over the wire; of one that takes a file, with a small one. */
export function sendAs(
  client: Client,
  route: Route,
  input: Record<string, unknown>,
  headers: Record<string, string> = {},
): Promise<Answer> {
  const { path, body } = requestOf(route, input);
  return client.send(route.method, path, route.takes ? Buffer.from('seen') : body, headers);
}

/**
 * A bank with what the year takes, and nobody in it yet but the administrator. Its minutes do not tick by themselves: a chapter
 * that goes to a night and back would have its sessions tidied away as ended.
 */
export async function bankOfTheYear(): Promise<World> {
  const bank = await world(undefined, { SMTP_URL: 'smtp://127.0.0.1:9', MAIL_FROM: 'interlock@example.org' });
  await runSql(bank.database.ownerUrl, 'delete from pgboss.schedule');
  await addNightModel(bank.database, 'mdl_night');
  await addGuardedModel(bank.database, 'mdl_guarded', {
    implement: { movers: [{ is: 'change_manager' }], enforce: { backout_ready: 'extra_approver' } },
    scheduled: { guards: [] },
  });
  return bank;
}

export const peopleOfTheYear = async (bank: World): Promise<People> => ({
  rita: await bank.person('Rita', ['initiator']),
  carl: await bank.person('Carl', ['coordinator']),
  mona: await bank.person('Mona', ['change_manager']),
  sam: await bank.person('Sam', ['specialist']),
  abe: await bank.person('Abe', ['approver'], { approver: true }),
  ann: await bank.person('Ann', ['approver'], { approver: true }),
});
