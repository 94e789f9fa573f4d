export { groupsNamed } from './check.view.ts';
export {
  canCancelFrom,
  conditionalDemands,
  conditionsOf,
  demandsOf,
  demandsOfLeaving,
  firstState,
  type Holding,
  isOffered,
  isPastAssessment,
  stateOf,
} from './model.rules.ts';
export { currentModel, type ModelVersion, modelVersion, readDefinition } from './model.store.ts';
