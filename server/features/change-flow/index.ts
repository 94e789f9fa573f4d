export { askApprovers, lockAsRead, modelOf, roundStands, waitingAnew } from './flow.store.ts';
export { followNo, followYes } from './following.store.ts';
export { saveMaterial } from './material-edit.store.ts';
export { goOn } from './move-change.ts';
