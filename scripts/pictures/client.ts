import { acceptLinkRoute, createTokenRoute, invitePersonRoute, setUpRoute } from '@interlock/contract/identity.ts';
import type { Role } from '@interlock/contract/permissions.ts';
import type { Route } from '@interlock/contract/route.ts';
import type { z } from 'zod';

export const PASSWORD = 'a password for the pictures';

type Asking = <I extends z.ZodObject, O extends z.ZodType>(
  route: Route<I, O>,
  input: z.input<I>,
) => Promise<z.output<O>>;

/** Somebody of the organisation, who acts over HTTP with a token of their own. */
export type Actor = { id: string; name: string; email: string; ask: Asking };

type Answer = { body: unknown; cookie: string };

async function send(address: string, route: Route, input: object, headers: Record<string, string>): Promise<Answer> {
  const left = new Map<string, unknown>(Object.entries(input));
  const path = route.path.replace(/:(\w+)/g, (_whole, name: string) => {
    const value = String(left.get(name));
    left.delete(name);
    return value;
  });
  const answer = await fetch(`${address}${path}`, {
    method: route.method,
    headers: { ...headers, ...(route.method !== 'GET' && { 'content-type': 'application/json' }) },
    ...(route.method !== 'GET' && { body: JSON.stringify(Object.fromEntries(left)) }),
  });
  const body: unknown = await answer.json();
  if (!answer.ok) throw new Error(`${route.method} ${path}: ${JSON.stringify(body)}`);
  return { body, cookie: answer.headers.getSetCookie()[0]?.split(';')[0] ?? '' };
}

const asking =
  (address: string, headers: Record<string, string>): Asking =>
  async (route, input) =>
    route.output.parse((await send(address, route as unknown as Route, input, headers)).body);

async function withToken(address: string, route: Route, input: object): Promise<Actor> {
  const { body, cookie } = await send(address, route, input, { origin: address });
  const { person } = setUpRoute.output.parse(body);
  const inBrowser = asking(address, { origin: address, cookie });
  const { secret } = await inBrowser(createTokenRoute, {
    name: 'Pictures',
    scopes: ['read', 'change', 'approve', 'people'],
    days: 1,
  });
  return {
    id: person.id,
    name: person.name,
    email: person.email,
    ask: asking(address, { authorization: `Bearer ${secret}` }),
  };
}

const anyRoute = (route: unknown) => route as Route;

export const found = (address: string, secret: string): Promise<Actor> =>
  withToken(address, anyRoute(setUpRoute), {
    secret,
    organisation: 'Meridian Bank',
    zone: 'Europe/Amsterdam',
    name: 'Ada de Vries',
    email: 'ada@meridian.example',
    password: PASSWORD,
  });

export async function invite(
  address: string,
  admin: Actor,
  name: string,
  roles: Role[],
  groupIds: string[] = [],
): Promise<Actor> {
  const email = `${name.split(' ')[0]?.toLowerCase()}@meridian.example`;
  const { link } = await admin.ask(invitePersonRoute, { name, email, roles, groupIds });
  return withToken(address, anyRoute(acceptLinkRoute), { secret: link.split('#')[1], password: PASSWORD });
}
