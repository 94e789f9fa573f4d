export { canCancelFrom, demandsOf, firstState, stateOf } from './model.rules.ts';
export { currentModel, type ModelVersion, modelVersion, readDefinition } from './model.store.ts';
