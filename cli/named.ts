import { listGroupsRoute } from '@interlock/contract/groups.ts';
import { meRoute } from '@interlock/contract/identity.ts';
import { listModelsRoute } from '@interlock/contract/models.ts';
import { listPeopleRoute, type Person } from '@interlock/contract/people.ts';
import { type Caller, call } from './call.ts';
import { codes } from './codes.ts';
import { fail } from './failure.ts';

/** Nobody types ids: a person is named by e-mail, name or `me`. One that is an id already is taken as it is. */
export async function personNamed(server: Caller, typed: string): Promise<string> {
  if (typed.startsWith('usr_')) return typed;
  if (typed === 'me') return (await call(server, meRoute, {})).person.id;
  return (await personWith(server, typed)).id;
}

export async function personWith(server: Caller, typed: string): Promise<Person> {
  const { items } = await call(server, listPeopleRoute, { q: typed, limit: 20 });
  const same = (text: string) => text.toLowerCase() === typed.toLowerCase();
  const exact = items.filter(({ email, name }) => same(email) || same(name));
  return only('person', typed, exact.length > 0 ? exact : items, ({ name, email }) => `${name} <${email}>`);
}

export async function groupNamed(server: Caller, typed: string): Promise<string> {
  if (typed.startsWith('grp_')) return typed;
  const { items } = await call(server, listGroupsRoute, { q: typed, limit: 20 });
  const exact = items.filter(({ name }) => name.toLowerCase() === typed.toLowerCase());
  return only('group', typed, exact.length > 0 ? exact : items, ({ name }) => name).id;
}

export async function modelNamed(server: Caller, typed: string): Promise<string> {
  if (typed.startsWith('mdl_')) return typed;
  const { items } = await call(server, listModelsRoute, {});
  const meant = items.filter(({ key, name }) => key === typed || name.toLowerCase() === typed.toLowerCase());
  if (meant[0]) return meant[0].id;
  return fail(
    codes.wrongUse,
    `There is no model ${typed}.`,
    `The models are: ${items.map(({ key }) => key).join(', ')}.`,
  );
}

function only<One>(what: string, typed: string, found: readonly One[], said: (one: One) => string): One {
  const [one, another] = found;
  if (one && !another) return one;
  if (!one) return fail(codes.wrongUse, `There is no ${what} ${typed}.`);
  return fail(codes.wrongUse, `${typed} could be more than one ${what}:`, ...found.map((each) => `  ${said(each)}`));
}
