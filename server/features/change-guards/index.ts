export { answersTo, type Guard, movesFrom, situationOf, targetOf } from './situation.view.ts';
