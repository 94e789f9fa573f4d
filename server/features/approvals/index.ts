export { answerQuestion } from './answer-question.ts';
export { askQuestion, castVote } from './decide-round.ts';
export { openRound } from './open-round.ts';
export { recordImportedRounds } from './record-imported-rounds.ts';
export { factsOf, mayDecide, type Round, ruleOf, statusOf, stillOut, votingRoles, whyNoVoter } from './round.rules.ts';
export { roundsOf } from './round.view.ts';
export { voidRounds } from './void-rounds.ts';
