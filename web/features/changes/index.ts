export { OutcomeBadge } from './outcome-badge.tsx';
export { PlannedWindow } from './planned-window.tsx';
export { PriorityBadge } from './priority-badge.tsx';
export { keepChange, readAgain, useChange, useExplain } from './use-change.ts';
export { cancelWord, fieldWord, levelWord, outcomeWord, priorityWord, purposeWord } from './words.ts';
