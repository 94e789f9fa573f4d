import { acceptLinkRoute, signInRoute } from '@interlock/contract/identity.ts';
import { invitePersonRoute } from '@interlock/contract/people.ts';
import type { Role, Scope } from '@interlock/contract/permissions.ts';
import { createTokenRoute } from '@interlock/contract/sessions.ts';

export type Member = { id: string; role: Role; token: string };
export type Administrator = { email: string; password: string };

/** Fifty people, as a house of some size divides the work. */
const offices: readonly (readonly [Role, number])[] = [
  ['initiator', 15],
  ['coordinator', 6],
  ['change_manager', 7],
  ['approver', 9],
  ['specialist', 13],
];
const APPROVERS = 'grp_approvers';
const scopes: Scope[] = ['read', 'change', 'approve'];

/** Everybody is invited, comes in by the invitation and makes a token. Answers them, and a token that reads the audit log. */
export async function gather(
  address: string,
  administrator: Administrator,
): Promise<{ members: Member[]; auditToken: string }> {
  const admin = await cameIn(address, signInRoute.path, administrator);
  const members: Member[] = [];
  for (const [role, count] of offices) {
    for (let nth = 1; nth <= count; nth++) members.push(await joined(address, admin, role, nth));
  }
  return { members, auditToken: await tokenOf(address, admin, ['read', 'audit']) };
}

async function joined(address: string, admin: string, role: Role, nth: number): Promise<Member> {
  const name = `${role.charAt(0).toUpperCase()}${role.slice(1).replace('_', ' ')} ${nth}`;
  const invited = await post(address, invitePersonRoute.path, admin, {
    ...{ name, email: `${role}.${nth}@example.org`, roles: [role] },
    groupIds: role === 'approver' ? [APPROVERS] : [],
  });
  const { link, person } = invited.body as { link: string; person: { id: string } };
  const secret = new URL(link).hash.slice(1);
  const cookie = await cameIn(address, acceptLinkRoute.path, { secret, password: `a long password of ${name}` });
  return { id: person.id, role, token: await tokenOf(address, cookie, scopes) };
}

async function cameIn(address: string, path: string, how: object): Promise<string> {
  const { headers } = await post(address, path, '', how);
  return headers.getSetCookie()[0]?.split(';')[0] ?? '';
}

async function tokenOf(address: string, cookie: string, given: readonly Scope[]): Promise<string> {
  const { body } = await post(address, createTokenRoute.path, cookie, { name: 'the crowd', scopes: given, days: 1 });
  return (body as { secret: string }).secret;
}

async function post(address: string, path: string, cookie: string, body: object) {
  const headers = { 'content-type': 'application/json', origin: address, ...(cookie && { cookie }) };
  const answer = await fetch(`${address}${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
  return { headers: answer.headers, body: (await answer.json()) as unknown };
}
