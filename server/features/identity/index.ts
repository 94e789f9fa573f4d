export { activeMembersOf, groupById, groupsByIds, groupsOf, markApprovers } from './group.store.ts';
export { mayPublish, publishersOf, stillAsRead } from './identity.rules.ts';
export { administratorsNow, holdPerson, peopleByIds } from './person.store.ts';
export { makeSetUpLink, setUpFromEnvironment } from './set-up.ts';
