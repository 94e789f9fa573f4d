export { canCancelFrom, demandsOf, firstState, stateOf } from './model.rules.ts';
export { currentModel, type ModelVersion, modelVersion } from './model.store.ts';
