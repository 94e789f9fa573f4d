export { shownAnswer } from './answers.tsx';
export { PlannedAndActual } from './planned-and-actual.tsx';
export { ReviewTab } from './review-tab.tsx';
