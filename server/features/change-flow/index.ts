export { anewOf, askApprovers, candidates, isStuck } from './asking.step.ts';
export { enterState, lockAsRead, modelOf, standsHere, waitingAnew } from './flow.step.ts';
export { followNo, followYes } from './following.step.ts';
export { saveEdit } from './material-edit.step.ts';
export { moveOnward } from './moving.step.ts';
export { tellOfEdit } from './told.step.ts';
