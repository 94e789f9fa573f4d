export {
  asked,
  canCancelFrom,
  conditionalDemands,
  conditionsFrom,
  conditionsOf,
  demandsOf,
  demandsOfLeaving,
  firstState,
  isOffered,
  isPastAssessment,
  stateOf,
  statesOnWay,
} from './model.rules.ts';
export { currentModel, definitionsOf, type ModelVersion, modelVersion, readDefinition } from './model.store.ts';
