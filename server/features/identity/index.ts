export { activeMembersOf, groupById, groupsByIds, groupsOf } from './group.store.ts';
export { peopleByIds } from './person.store.ts';
export { makeSetUpLink, setUpFromEnvironment } from './set-up.ts';
