export { answersTo, type Guard } from './answers.view.ts';
export { justificationOf, whyNotTheirs } from './degrees.rules.ts';
export { waitsOf } from './explain.view.ts';
export { conditionsHeld, holdingHere, holdingOf } from './holding.view.ts';
export { dropOverrides, insertGrant, insertOverrides, type Override, spendGrants } from './override.store.ts';
export { enteredFrom, movesFrom, situationOf, targetOf } from './situation.view.ts';
export { backoutHash, backoutProof } from './work.view.ts';
