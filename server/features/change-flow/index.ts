export { askApprovers, candidates } from './asking.store.ts';
export { enterState, lockAsRead, modelOf, standsHere, waitingAnew } from './flow.store.ts';
export { followNo, followYes } from './following.store.ts';
export { saveEdit } from './material-edit.store.ts';
export { goOn } from './move-change.ts';
