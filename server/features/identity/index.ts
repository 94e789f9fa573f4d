export { joinApproversAsDemo, markDemo } from './coming-in.step.ts';
export {
  activeMembersOf,
  dropGroups,
  groupById,
  groupsByIds,
  groupsOf,
  holdMembership,
  markApprovers,
} from './group.store.ts';
export { mayDoAlone, mayPublish, publishersOf, stillAsRead } from './identity.rules.ts';
export { zoneOf } from './me.view.ts';
export { organisation } from './organisation.store.ts';
export { officersOf } from './people.view.ts';
export {
  accountsNow,
  addressesOf,
  administratorsForTwo,
  administratorsNow,
  demoPeople,
  dropPeople,
  holdPerson,
  lockPeople,
  lockZoneOf,
  markLinked,
  peopleByEmails,
  peopleByIds,
} from './person.store.ts';
export { makeSetUpLink, setUpFromEnvironment } from './set-up.ts';
