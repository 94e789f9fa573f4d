export { activeMembersOf, groupById, groupsByIds, groupsOf } from './group.store.ts';
export { holdPerson, peopleByIds } from './person.store.ts';
export { makeSetUpLink, setUpFromEnvironment } from './set-up.ts';
