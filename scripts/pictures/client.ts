import { acceptLinkRoute, setUpRoute } from '@interlock/contract/identity.ts';
import { invitePersonRoute } from '@interlock/contract/people.ts';
import type { Role } from '@interlock/contract/permissions.ts';
import { type Route, requestOf } from '@interlock/contract/route.ts';
import { createTokenRoute } from '@interlock/contract/sessions.ts';

export const PASSWORD = 'a password for the pictures';

/** What is needed of a call of the contract to make it. */
type Call = Pick<Route, 'method' | 'path' | 'takes'> & {
  input: { _zod: { input: object } };
  output: { parse(body: unknown): unknown };
};
type Asking = <C extends Call>(
  call: C,
  input: C['input']['_zod']['input'],
) => Promise<ReturnType<C['output']['parse']>>;

/** Somebody of the organisation, who acts over HTTP with a token of their own. */
export type Actor = {
  id: string;
  name: string;
  email: string;
  ask: Asking;
  /** With their session, for what no token may do. */
  askInBrowser: Asking;
};

type Answer = { body: unknown; cookie: string };

async function send(address: string, call: Call, input: object, headers: Record<string, string>): Promise<Answer> {
  const { path, body: given } = requestOf(call, { ...input });
  const answer = await fetch(`${address}${path}`, {
    method: call.method,
    headers: { ...headers, ...(given && { 'content-type': 'application/json' }) },
    ...(given && { body: JSON.stringify(given) }),
  });
  const body: unknown = await answer.json();
  if (!answer.ok) throw new Error(`${call.method} ${path}: ${JSON.stringify(body)}`);
  return { body, cookie: answer.headers.getSetCookie()[0]?.split(';')[0] ?? '' };
}

const asking =
  (address: string, headers: Record<string, string>): Asking =>
  async (call, input) => {
    const { body } = await send(address, call, input, headers);
    return call.output.parse(body) as ReturnType<(typeof call)['output']['parse']>;
  };

async function withToken(address: string, call: Call, input: object): Promise<Actor> {
  const { body, cookie } = await send(address, call, input, { origin: address });
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
    askInBrowser: inBrowser,
  };
}

export const found = (address: string, secret: string): Promise<Actor> =>
  withToken(address, setUpRoute, {
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
  const { link } = await admin.askInBrowser(invitePersonRoute, { name, email, roles, groupIds });
  return withToken(address, acceptLinkRoute, { secret: link.split('#')[1], password: PASSWORD });
}
