export { canCancelFrom, firstState, leadsOn, orderOf, stateOf, transitionsFrom } from './model.rules.ts';
export { currentModel, definitionOf, type ModelVersion, modelVersion } from './model.store.ts';
