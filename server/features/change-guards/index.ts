export { holds, justificationOf } from './degrees.rules.ts';
export { conditionsHeld, holdingHere, holdingOf } from './holding.view.ts';
export { dropOverrides, insertGrant, insertOverrides, spendGrants } from './override.store.ts';
export { answersTo, enteredFrom, type Guard, movesFrom, situationOf, targetOf } from './situation.view.ts';
export { backoutHash, backoutProof } from './work.view.ts';
