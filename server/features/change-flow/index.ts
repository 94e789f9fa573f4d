export { askApprovers, lockAsRead, modelOf } from './flow.store.ts';
export { followNo, followYes } from './following.store.ts';
export { saveMaterial } from './material-edit.store.ts';
