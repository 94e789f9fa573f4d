export { activeMembersOf, groupById, groupsByIds, groupsOf, holdMembership, markApprovers } from './group.store.ts';
export { mayPublish, publishersOf, stillAsRead } from './identity.rules.ts';
export { administratorsNow, holdPerson, lockZoneOf, peopleByEmails, peopleByIds } from './person.store.ts';
export { makeSetUpLink, setUpFromEnvironment } from './set-up.ts';
