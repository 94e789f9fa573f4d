export type { Act, Fields } from './act.rules.ts';
export {
  administrators,
  approvers,
  audiences,
  coordinatorOf,
  emailOf,
  everybody,
  managers,
  memberOf,
  membersOf,
  type Team,
  teams,
  type Who,
} from './cast.rules.ts';
export { type Standard, standards } from './catalogue.rules.ts';
export { type Beat, beginning, planOf } from './plan.rules.ts';
