export { bearChange, blankChange, giveTasks, holdersOf } from './birth.step.ts';
export {
  type Change,
  conditionFacts,
  contentOf,
  type FieldEdit,
  isFixed,
  isOver,
  materialEdits,
  mayBeBorn,
  mayHaveRounds,
  missingFields,
  proseOf,
  stagesReached,
  unanswered,
} from './change.rules.ts';
export {
  addRevision,
  contentHashOf,
  dropChanges,
  idNamed,
  loadChange,
  loadChanges,
  lockChange,
  lockRaisedBy,
  markWindowMissed,
  numberOf,
  saveChange,
  saveTaskSums,
  saveWait,
  withTasks,
} from './change.store.ts';
export { changeDetail, type ReadWithAct, readWithAct } from './change.view.ts';
export {
  coordinates,
  editableFields,
  everybodyOn,
  mayEdit,
  mayHold,
  mayRelease,
  mayReplaceAssignee,
  mayRestrict,
  notHeld,
  partsIn,
  tieByLink,
  tieOf,
  tieOfOther,
} from './duties.rules.ts';
export { changesNamed, type ImportedFate, importedBefore, recordImported } from './imported.store.ts';
export { readersOf, saveReaders } from './readers.store.ts';
export {
  importKnowsIncident,
  mayKnowOf,
  mustSee,
  mustShowNobody,
  mustStillSee,
  partsVisibleTo,
  type Sight,
  seenBy,
  seenColumns,
  sees,
  seesAll,
  seesIncident,
  sightOf,
  visibleEach,
  visibleTo,
  whoSees,
} from './visible.view.ts';
export { turnOf, waitsOnOf } from './waiting.rules.ts';
export { faultsIn, mustBePeople, type Written, written } from './written.view.ts';
