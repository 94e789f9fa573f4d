export {
  canCancelFrom,
  conditionalDemands,
  conditionsOf,
  demandsOf,
  firstState,
  type Holding,
  isOffered,
  stateOf,
} from './model.rules.ts';
export { currentModel, type ModelVersion, modelVersion, readDefinition } from './model.store.ts';
