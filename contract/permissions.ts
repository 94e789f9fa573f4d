/** What a person is in the organisation. One person may hold several roles. */
export const roles = [
  'initiator',
  'coordinator',
  'change_manager',
  'approver',
  'specialist',
  'release_manager',
  'auditor',
  'administrator',
] as const;
export type Role = (typeof roles)[number];

export const permissions = [
  'change.read',
  'change.read_all',
  'change.read_restricted',
  'change.raise',
  'change.raise_emergency',
  'change.raise_retrospective',
  'change.edit',
  'change.move',
  'change.coordinate',
  'change.manage',
  'change.vote',
  'change.comment',
  'change.follow',
  'model.read',
  'template.write',
  'template.publish',
  'model.edit',
  'model.publish',
  'person.read',
  'person.manage',
  'group.manage',
  'audit.read',
  'import.run',
  'communication.edit',
  'system.operate',
  'demo.run',
  'operator.links',
] as const;
export type Permission = (typeof permissions)[number];

/** `anyone` needs no sign-in; `signed_in` any role; `session` a browser session (an API token will not do). */
export type Access = Permission | 'anyone' | 'signed_in' | 'session';

/** `change.follow`: whoever reads may follow a change and tick off what they were told; it writes, so a token that only reads may not. */
const reads: Permission[] = ['change.read', 'change.read_all', 'change.follow', 'model.read', 'person.read'];
const works: Permission[] = [...reads, 'change.raise', 'change.edit', 'change.move', 'change.vote', 'change.comment'];

/** What cannot wait, and what was done already. */
const raisesMore: Permission[] = ['change.raise_emergency', 'change.raise_retrospective'];

/** To keep every change going, whoever is named on it: edit it, stop it, ask again, take on what nobody else sees to. */
const coordinates: Permission[] = ['change.coordinate'];
/** To answer for the way of every change: let a move pass, grant more time, do without a rehearsal, name another assignee. */
const manages: Permission[] = [...coordinates, 'change.manage'];

/** A role that is not listed here, or a list that is empty, permits nothing. */
export const permissionsOfRole: Record<Role, readonly Permission[]> = {
  initiator: works,
  coordinator: [...works, ...coordinates, ...raisesMore, 'template.write'],
  change_manager: [...works, ...manages, ...raisesMore, 'template.write', 'template.publish', 'communication.edit'],
  approver: ['change.read', 'change.vote', 'change.comment', 'change.follow', 'model.read', 'person.read'],
  specialist: [...works, ...raisesMore, 'template.write'],
  release_manager: [...works, ...raisesMore],
  auditor: [...reads, 'change.read_restricted', 'audit.read'],
  administrator: [
    ...reads,
    'change.vote',
    'change.comment',
    'model.edit',
    'model.publish',
    'person.manage',
    'group.manage',
    'audit.read',
    'import.run',
    'communication.edit',
    'system.operate',
    'demo.run',
  ],
};

/** What the operator of the machine may do with the key that the running server keeps: never vote, never move. */
export const permissionsOfOperator: readonly Permission[] = ['import.run', 'operator.links', 'model.read', 'demo.run'];

/** What an API token may be given. A token never does more than its scopes and never more than its person. */
export const scopes = ['read', 'change', 'approve', 'models', 'import', 'audit', 'people', 'operate'] as const;
export type Scope = (typeof scopes)[number];

export const permissionsOfScope: Record<Scope, readonly Permission[]> = {
  read: ['change.read', 'change.read_all', 'model.read', 'person.read'],
  change: [
    'change.raise',
    ...raisesMore,
    'change.edit',
    'change.move',
    ...manages,
    'change.comment',
    'change.follow',
    'template.write',
  ],
  approve: ['change.vote', 'change.follow', 'change.manage', 'template.publish'],
  models: ['model.edit', 'model.publish'],
  import: ['import.run'],
  audit: ['audit.read', 'change.read_restricted'],
  people: ['person.manage', 'group.manage'],
  operate: ['communication.edit', 'system.operate', 'demo.run'],
};

/** The roles among stored words; a word that is no role is none. */
export const rolesAmong = (words: readonly string[]): Role[] => roles.filter((role) => words.includes(role));

/** The roles that permit this. */
export const rolesWith = (permission: Permission): Role[] =>
  roles.filter((role) => permissionsOfRole[role].includes(permission));

/** What roles permit together, cut down by a token's scopes where there are any. Unknown roles and scopes permit nothing. */
export function permissionsGiven(ofRoles: readonly string[], ofScopes?: readonly string[]): ReadonlySet<Permission> {
  const given = new Set(rolesAmong(ofRoles).flatMap((role) => permissionsOfRole[role]));
  if (ofScopes === undefined) return given;
  const inScope = scopes.filter((scope) => ofScopes.includes(scope)).flatMap((scope) => permissionsOfScope[scope]);
  return given.intersection(new Set(inScope));
}
