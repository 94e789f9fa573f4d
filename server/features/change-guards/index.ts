export { holdingOf } from './holding.view.ts';
export { answersTo, enteredFrom, type Guard, movesFrom, situationOf, targetOf } from './situation.view.ts';
