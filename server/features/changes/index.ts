export {
  type Change,
  conditionFacts,
  isFixed,
  isOver,
  mayBeBorn,
  mayHaveRounds,
  missingFields,
  stagesReached,
} from './change.rules.ts';
export {
  addRevision,
  contentHashOf,
  type FieldEdit,
  loadChange,
  lockChange,
  markWindowMissed,
  saveChange,
  saveTaskSums,
  withTasks,
} from './change.store.ts';
export { changeDetail } from './change.view.ts';
export {
  coordinates,
  editableFields,
  mayEdit,
  mayHold,
  mayRelease,
  mayReplaceAssignee,
  notHeld,
  tieOf,
  tieOfOther,
} from './duties.rules.ts';
export { type ImportedFate, importedBefore, recordImported } from './imported.store.ts';
export { changeRows, changes, shownRows } from './list.view.ts';
export { bearChange, giveTasks, holdersOf } from './raise-change.ts';
export { mustSee, visibleTo } from './visible.view.ts';
export { waitsOn } from './waiting.rules.ts';
export { faultsIn, materialEdits, type Written, written } from './written.store.ts';
