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
  saveChange,
  saveTaskSums,
  withTasks,
} from './change.store.ts';
export { changeDetail, readWithAct } from './change.view.ts';
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
export { filtered, numbersOf } from './filters.view.ts';
export { changesNamed, type ImportedFate, importedBefore, recordImported } from './imported.store.ts';
export { changeRows, changes, shownRows, type WaitsOf, withWaits } from './list.view.ts';
export { bearChange, blankChange, giveTasks, holdersOf } from './raise-change.ts';
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
export { waitOf } from './waiting.rules.ts';
export { faultsIn, mustBePeople, type Written, written } from './written.view.ts';
