export { activeMembersOf, type GroupRow, groupById, groupsByIds, groupsOf } from './group.store.ts';
export { APPROVERS_GROUP } from './identity.rules.ts';
export { type Organisation, organisation } from './organisation.store.ts';
export { type KnownPerson, peopleByIds } from './person.store.ts';
export { makeSetUpLink, setUpFromEnvironment } from './set-up.ts';
