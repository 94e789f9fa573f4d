export { ExpectedDowntime } from './expected-downtime.tsx';
export { OutcomeBadge } from './outcome-badge.tsx';
export { PlannedWindow } from './planned-window.tsx';
export { PriorityBadge } from './priority-badge.tsx';
export { RestrictedMark } from './restricted-mark.tsx';
export { RiskBadge } from './risk-badge.tsx';
export { keepChange, readAgain, useChange, useExplain } from './use-change.ts';
export { valueWord } from './value-word.ts';
export {
  cancelWord,
  categoryWord,
  changeOf,
  fieldName,
  fieldNameOf,
  fieldWord,
  fieldWordsOf,
  kindWord,
  levelWord,
  outcomeWord,
  priorityWord,
  purposeWord,
  riskWord,
  triggerWord,
} from './words.ts';
